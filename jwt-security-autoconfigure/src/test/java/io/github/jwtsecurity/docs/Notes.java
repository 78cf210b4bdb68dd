package io.github.jwtsecurity.docs;

import java.util.List;

/**
 * Notes, as simple as they can be.
 */
final class Notes {

	List<String> of(String userId) {
		return List.of("a note of " + userId);
	}

}
