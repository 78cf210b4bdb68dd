package io.github.jwtsecurity.signing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.github.jwtsecurity.jdbc.StoreException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The managed keys, as this instance has read them last. One access to the store runs at
 * a time. While the store cannot be used, the known keys stay in use.
 */
final class KeyCache {

	/**
	 * The age of the last attempt to read the keys that is only reached if the process
	 * was suspended.
	 */
	private static final Duration SUSPENDED = RotatingKeys.READ_INTERVAL.multipliedBy(6);

	/** The time after a failure for which no request queries the store again. */
	private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

	/** The longest time for which a request waits for the store. */
	private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

	private static final Log logger = LogFactory.getLog(KeyCache.class);

	private final KeyReader reader;

	private final Clock clock;

	private final KeyRefresh refresh = new KeyRefresh(() -> attempt(this::read));

	private final ReentrantLock lock = new ReentrantLock();

	private volatile KeyRing keys = KeyRing.EMPTY;

	private volatile Instant readAt = Instant.MIN;

	private volatile boolean lastReadFailed;

	private volatile boolean failing;

	/**
	 * Creates a cache of keys that were not read yet.
	 * @param reader the reader of the keys
	 * @param clock the clock
	 */
	KeyCache(KeyReader reader, Clock clock) {
		this.reader = reader;
		this.clock = clock;
	}

	/**
	 * Returns the keys as they were read last.
	 */
	KeyRing keys() {
		return this.keys;
	}

	/**
	 * Returns the keys. If the process was suspended, they are read first, since other
	 * instances may have replaced them in the meantime.
	 */
	KeyRing recentKeys() {
		if (isOlderThan(SUSPENDED)) {
			this.refresh.await(LONGEST_WAIT);
		}
		return this.keys;
	}

	/**
	 * Waits for a read that begins after the call.
	 * @return {@code false} if the keys could not be read
	 */
	boolean refresh() {
		boolean hasJustFailed = this.lastReadFailed && !isOlderThan(PAUSE_AFTER_FAILURE);
		boolean read = !hasJustFailed && this.refresh.await(LONGEST_WAIT);
		return read && !this.lastReadFailed;
	}

	/**
	 * Returns whether the last attempt to read the keys is older than a time. If its age
	 * is negative, the clock was set back and the actual age is unknown.
	 */
	private boolean isOlderThan(Duration time) {
		Instant last = this.readAt;
		Instant now = this.clock.instant();
		return now.isBefore(last) || !now.isBefore(last.plus(time));
	}

	/**
	 * Reads the keys. An attempt that fails counts for the age of the keys, too.
	 * @throws StoreException if the store cannot be read
	 */
	void read() {
		exclusively(() -> {
			this.readAt = this.clock.instant();
			try {
				this.keys = this.reader.read(this.keys);
				this.lastReadFailed = false;
			}
			catch (StoreException ex) {
				this.lastReadFailed = true;
				throw ex;
			}
			return this.keys;
		});
	}

	/**
	 * Runs accesses to the store while no other access runs.
	 * @param <T> the type of the result
	 * @param accesses the accesses
	 * @return the result of the accesses
	 * @throws StoreException if the store cannot be used
	 */
	<T> T exclusively(Supplier<T> accesses) {
		this.lock.lock();
		try {
			return accesses.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Runs accesses to the store while no other access runs. A failure of the store is
	 * not thrown but logged, once until the store can be used again.
	 * @param accesses the accesses
	 */
	void attempt(Runnable accesses) {
		this.lock.lock();
		try {
			accesses.run();
		}
		catch (StoreException ex) {
			fail(ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Logs that the store can be used again, if it could not.
	 */
	void succeed() {
		if (this.failing) {
			this.failing = false;
			logger.info("The signing keys can be used again");
		}
	}

	/**
	 * Logs that the store cannot be used, unless that is known.
	 */
	void fail(StoreException ex) {
		if (!this.failing) {
			this.failing = true;
			logger.warn(ex.getMessage() + ". The known keys stay in use");
			logger.debug(ex.trace());
		}
	}

}
