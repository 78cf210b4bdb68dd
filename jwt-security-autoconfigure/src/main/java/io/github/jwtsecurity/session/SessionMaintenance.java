package io.github.jwtsecurity.session;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Does in the background what no request waits for: reads the sessions that were ended,
 * and deletes the old ones. It begins before the web server does, and ends after it.
 */
final class SessionMaintenance implements SmartLifecycle {

	private static final Duration CLEANING_INTERVAL = Duration.ofMinutes(5);

	private static final int SECONDS_TO_END = 5;

	private final RevocationView revocationView;

	private final SessionCleaner cleaner;

	private final Duration refreshInterval;

	private volatile @Nullable ThreadPoolTaskScheduler scheduler;

	/**
	 * Creates it.
	 * @param revocationView to be refreshed
	 * @param cleaner to be run
	 * @param revocationDelay how old the ended sessions may be, which takes two readings
	 */
	SessionMaintenance(RevocationView revocationView, SessionCleaner cleaner, Duration revocationDelay) {
		this.revocationView = revocationView;
		this.cleaner = cleaner;
		this.refreshInterval = revocationDelay.dividedBy(2);
	}

	@Override
	public void start() {
		this.revocationView.refresh();
		ThreadPoolTaskScheduler started = scheduler();
		this.scheduler = started;
		// At a fixed rate, all runs that were missed during a suspension would follow at
		// once.
		started.scheduleWithFixedDelay(this.revocationView::refresh, Instant.now().plus(this.refreshInterval),
				this.refreshInterval);
		started.scheduleWithFixedDelay(this::clean, Instant.now().plus(CLEANING_INTERVAL), CLEANING_INTERVAL);
	}

	void clean() {
		while (isRunning() && this.cleaner.clean()) {
			// On to the next ones, each time in a transaction of its own.
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

	/**
	 * Of the earliest, since others decode tokens.
	 */
	@Override
	public int getPhase() {
		return 0;
	}

	/**
	 * Two threads: cleaning must not hold up reading. They are not interrupted, which
	 * some drivers take badly.
	 */
	private static ThreadPoolTaskScheduler scheduler() {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setPoolSize(2);
		scheduler.setDaemon(true);
		scheduler.setThreadNamePrefix("jwt-security-sessions-");
		scheduler.setWaitForTasksToCompleteOnShutdown(true);
		scheduler.setAwaitTerminationSeconds(SECONDS_TO_END);
		scheduler.initialize();
		return scheduler;
	}

}
