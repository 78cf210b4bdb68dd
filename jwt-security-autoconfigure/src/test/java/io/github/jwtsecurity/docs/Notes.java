package io.github.jwtsecurity.docs;

import java.util.List;

/**
 * A minimal store of notes.
 */
final class Notes {

	List<String> of(String userId) {
		return List.of("a note of " + userId);
	}

}
