package io.github.jwtsecurity.session;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bounded set of ids, each with the second from which it is no longer needed. A full
 * set drops the tenth of its ids that is needed for the shortest time.
 */
final class RevokedIds {

	private static final int DROPPED_FRACTION = 10;

	private final int maxSize;

	private final Map<UUID, Long> neededUntil = new ConcurrentHashMap<>();

	private volatile long droppedUntil;

	RevokedIds(int maxSize) {
		this.maxSize = maxSize;
	}

	boolean contains(UUID id) {
		return this.neededUntil.containsKey(id);
	}

	/**
	 * Returns the second since the epoch from which no dropped id is needed any more, or
	 * 0 if none was dropped. An id that is needed until this second or less may be
	 * missing in the set. This method must be called after {@link #contains}, so that an
	 * id that is dropped between the two calls is not overlooked.
	 */
	long droppedUntil() {
		return this.droppedUntil;
	}

	/**
	 * Adds an id, unless an id that is needed as long or longer was dropped.
	 * @param id the id
	 * @param until the second since the epoch from which the id is no longer needed
	 */
	synchronized void add(UUID id, long until) {
		if (until <= this.droppedUntil || this.neededUntil.containsKey(id)) {
			return;
		}
		if (this.neededUntil.size() >= this.maxSize) {
			drop();
			if (until <= this.droppedUntil) {
				return;
			}
		}
		this.neededUntil.put(id, until);
	}

	/**
	 * Drops a tenth of the ids. The time until which they are needed is published before
	 * they are removed, so that a reader that does not find an id knows that it may have
	 * been dropped.
	 */
	private void drop() {
		long[] times = this.neededUntil.values().stream().mapToLong(Long::longValue).sorted().toArray();
		this.droppedUntil = times[(times.length - 1) / DROPPED_FRACTION];
		removeUnneeded(this.droppedUntil);
	}

	/**
	 * Removes the ids that are no longer needed.
	 * @param now the current second since the epoch
	 */
	synchronized void removeUnneeded(long now) {
		this.neededUntil.values().removeIf((until) -> until <= now);
	}

	int size() {
		return this.neededUntil.size();
	}

}
