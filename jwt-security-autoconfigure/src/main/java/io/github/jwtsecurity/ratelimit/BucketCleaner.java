package io.github.jwtsecurity.ratelimit;

import java.time.Duration;

import io.github.jwtsecurity.jdbc.PeriodicLifecycle;
import io.github.jwtsecurity.jdbc.PeriodicTasks;
import io.github.jwtsecurity.jdbc.StoreException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A background task that deletes buckets that are full again, in small batches.
 */
final class BucketCleaner implements PeriodicLifecycle {

	private static final Log logger = LogFactory.getLog(BucketCleaner.class);

	private static final Duration INTERVAL = Duration.ofMinutes(5);

	private static final int BATCH_SIZE = 1_000;

	private final JdbcBuckets buckets;

	private final PeriodicTasks tasks = new PeriodicTasks("jwt-security-rate-limit-",
			new PeriodicTasks.Task(INTERVAL, this::clean));

	BucketCleaner(JdbcBuckets buckets) {
		this.buckets = buckets;
	}

	void clean() {
		try {
			this.tasks.repeatWhileRunning(this::cleanBatch);
		}
		catch (RuntimeException ex) {
			StoreException failure = new StoreException("shared rate limits", ex);
			logger.warn(failure.getMessage());
			logger.debug(failure.trace());
		}
	}

	/**
	 * Deletes a batch of expired buckets. Their expiry is compared with the system clock,
	 * because Bucket4j uses that clock for the expiry it stores.
	 * @return whether there may be more to delete
	 */
	private boolean cleanBatch() {
		boolean full = this.buckets.deleteExpired(System.currentTimeMillis(), BATCH_SIZE) >= BATCH_SIZE;
		if (full) {
			logger.debug("Deleted buckets that are full again: " + BATCH_SIZE);
		}
		return full;
	}

	@Override
	public PeriodicTasks tasks() {
		return this.tasks;
	}

}
