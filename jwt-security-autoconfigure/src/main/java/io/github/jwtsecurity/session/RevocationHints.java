package io.github.jwtsecurity.session;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bounded set of the ids of sessions that were ended according to a notification.
 * Anybody who can connect to the database can send such a notification, so each id is
 * removed after the next complete read. A full set ignores further ids, which are then
 * known after the next read.
 */
final class RevocationHints {

	private static final int MAX_SIZE = 100_000;

	private final Set<UUID> ids = ConcurrentHashMap.newKeySet();

	/**
	 * Adds an id. A text that is not an id of a session is ignored.
	 * @param payload the payload of a notification
	 */
	void add(String payload) {
		UUID id = RevocationView.toKey(payload);
		if (id != null && this.ids.size() < MAX_SIZE) {
			this.ids.add(id);
		}
	}

	boolean contains(UUID id) {
		return this.ids.contains(id);
	}

	/**
	 * Returns the current ids.
	 * @return a copy
	 */
	Set<UUID> ids() {
		return Set.copyOf(this.ids);
	}

	void removeAll(Set<UUID> removed) {
		removed.forEach(this.ids::remove);
	}

}
