package io.github.jwtsecurity.session;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bounded set of ids, each with the second in which it is no longer needed. A full set
 * drops the tenth of its ids that is needed for the shortest time.
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
	 * Returns the second since the epoch in which no id that was dropped is needed any
	 * more, or 0 if none was dropped. An id that is needed until then or less may be
	 * missing in the set. To be called after {@link #contains}, so that an id that is
	 * dropped between the two calls is not overlooked.
	 */
	long droppedUntil() {
		return this.droppedUntil;
	}

	/**
	 * Adds an id, unless it is needed no longer than one that was dropped.
	 * @param id the id
	 * @param until the second since the epoch in which the id is no longer needed
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
	 * Drops a tenth of the ids. Their time is published before they are removed, so that
	 * a reader that does not find an id sees that it may have been dropped.
	 */
	private void drop() {
		long[] times = this.neededUntil.values().stream().mapToLong(Long::longValue).sorted().toArray();
		this.droppedUntil = times[(times.length - 1) / DROPPED_FRACTION];
		removeUnneeded(this.droppedUntil);
	}

	/**
	 * Removes the ids that are no longer needed.
	 * @param now the second since the epoch
	 */
	synchronized void removeUnneeded(long now) {
		this.neededUntil.values().removeIf((until) -> until <= now);
	}

	int size() {
		return this.neededUntil.size();
	}

}
