package io.github.jwtsecurity.docs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The notes of the users of an application.
 */
class UserNotes {

	private final List<String> owners = new CopyOnWriteArrayList<>();

	void add(String userId) {
		this.owners.add(userId);
	}

	void deleteAllOf(String userId) {
		this.owners.removeIf(userId::equals);
	}

	List<String> owners() {
		return this.owners;
	}

}
