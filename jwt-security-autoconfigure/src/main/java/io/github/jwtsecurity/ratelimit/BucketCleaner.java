package io.github.jwtsecurity.ratelimit;

import java.time.Duration;
import java.time.Instant;

import io.github.jwtsecurity.jdbc.StoreException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Deletes buckets that are full again, in the background and a few at a time.
 */
final class BucketCleaner implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(BucketCleaner.class);

	private static final Duration INTERVAL = Duration.ofMinutes(5);

	private static final int BATCH_SIZE = 1_000;

	private static final int SECONDS_TO_END = 5;

	private final JdbcBuckets buckets;

	private volatile @Nullable ThreadPoolTaskScheduler scheduler;

	BucketCleaner(JdbcBuckets buckets) {
		this.buckets = buckets;
	}

	@Override
	public void start() {
		ThreadPoolTaskScheduler started = new ThreadPoolTaskScheduler();
		started.setDaemon(true);
		started.setThreadNamePrefix("jwt-security-rate-limit-");
		started.setWaitForTasksToCompleteOnShutdown(true);
		started.setAwaitTerminationSeconds(SECONDS_TO_END);
		started.initialize();
		this.scheduler = started;
		started.scheduleWithFixedDelay(this::clean, Instant.now().plus(INTERVAL), INTERVAL);
	}

	/**
	 * By the clock of the system, as Bucket4j writes when they expire.
	 */
	void clean() {
		try {
			while (isRunning() && this.buckets.deleteExpired(System.currentTimeMillis(), BATCH_SIZE) >= BATCH_SIZE) {
				logger.debug("Deleted buckets that are full again: " + BATCH_SIZE);
			}
		}
		catch (RuntimeException ex) {
			StoreException failure = new StoreException("shared rate limits", ex);
			logger.warn(failure.getMessage());
			logger.debug(failure.trace());
		}
	}

	@Override
	public void stop() {
		ThreadPoolTaskScheduler stopped = this.scheduler;
		this.scheduler = null;
		if (stopped != null) {
			stopped.shutdown();
		}
	}

	@Override
	public boolean isRunning() {
		return this.scheduler != null;
	}

}
