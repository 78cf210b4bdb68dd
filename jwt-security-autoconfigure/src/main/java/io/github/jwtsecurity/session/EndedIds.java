package io.github.jwtsecurity.session;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * A bounded set of ids, each with the second in which it is no longer needed. A full set
 * drops the tenth of its ids that is needed for the shortest time. It is read without a
 * lock at every request, and takes 24 bytes for each of its places.
 */
final class EndedIds {

	private static final int INITIAL_CAPACITY = 1 << 10;

	private static final int DROPPED_FRACTION = 10;

	private final int maxSize;

	private volatile long droppedUntil;

	private volatile Table table = new Table(INITIAL_CAPACITY);

	EndedIds(int maxSize) {
		this.maxSize = maxSize;
	}

	boolean contains(UUID id) {
		return this.table.contains(id.getMostSignificantBits(), id.getLeastSignificantBits());
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
	 * @param neededUntil the second since the epoch, at least 1
	 */
	synchronized void add(UUID id, long neededUntil) {
		long high = id.getMostSignificantBits();
		long low = id.getLeastSignificantBits();
		if (neededUntil <= this.droppedUntil || this.table.contains(high, low)) {
			return;
		}
		if (this.table.size >= this.maxSize) {
			drop();
			if (neededUntil <= this.droppedUntil) {
				return;
			}
		}
		if (this.table.size >= this.table.capacity() / 2) {
			this.table = this.table.copy(this.table.capacity() * 2, 0);
		}
		this.table.add(high, low, neededUntil);
	}

	/**
	 * Drops a tenth of the ids. Their time is published before the table, so that a
	 * reader that does not find an id sees that it may have been dropped.
	 */
	private void drop() {
		long[] times = this.table.sortedTimes();
		this.droppedUntil = times[(times.length - 1) / DROPPED_FRACTION];
		removeUnneeded(this.droppedUntil);
	}

	/**
	 * Removes the ids that are no longer needed.
	 * @param now the second since the epoch
	 */
	synchronized void removeUnneeded(long now) {
		int needed = this.table.countNeeded(now);
		if (needed < this.table.size) {
			int capacity = INITIAL_CAPACITY;
			while (needed >= capacity / 2) {
				capacity *= 2;
			}
			this.table = this.table.copy(capacity, now);
		}
	}

	synchronized int size() {
		return this.table.size;
	}

	/**
	 * A hash table with open addressing. A place is written once and never emptied, since
	 * others may read it. The time is written last and read first, so a reader that sees
	 * the time also sees the id.
	 */
	private static final class Table {

		private final long[] ids;

		private final AtomicLongArray times;

		private int size;

		Table(int capacity) {
			this.ids = new long[2 * capacity];
			this.times = new AtomicLongArray(capacity);
		}

		int capacity() {
			return this.times.length();
		}

		boolean contains(long high, long low) {
			for (int i = start(high, low); this.times.getAcquire(i) != 0; i = next(i)) {
				if (this.ids[2 * i] == high && this.ids[2 * i + 1] == low) {
					return true;
				}
			}
			return false;
		}

		void add(long high, long low, long time) {
			int i = start(high, low);
			while (this.times.getPlain(i) != 0) {
				i = next(i);
			}
			this.ids[2 * i] = high;
			this.ids[2 * i + 1] = low;
			this.times.setRelease(i, time);
			this.size++;
		}

		long[] sortedTimes() {
			return IntStream.range(0, capacity())
				.mapToLong(this.times::getPlain)
				.filter((time) -> time != 0)
				.sorted()
				.toArray();
		}

		int countNeeded(long now) {
			int needed = 0;
			for (int i = 0; i < capacity(); i++) {
				needed += (this.times.getPlain(i) > now) ? 1 : 0;
			}
			return needed;
		}

		Table copy(int capacity, long now) {
			Table copy = new Table(capacity);
			for (int i = 0; i < capacity(); i++) {
				long time = this.times.getPlain(i);
				if (time > now) {
					copy.add(this.ids[2 * i], this.ids[2 * i + 1], time);
				}
			}
			return copy;
		}

		private int start(long high, long low) {
			return (Long.hashCode((high ^ low) * 0x9E3779B97F4A7C15L)) & (capacity() - 1);
		}

		private int next(int i) {
			return (i + 1) & (capacity() - 1);
		}

	}

}
