package io.github.jwtsecurity.session;

import java.time.Duration;

import io.github.jwtsecurity.jdbc.PeriodicLifecycle;
import io.github.jwtsecurity.jdbc.PeriodicTasks;

/**
 * The background tasks for sessions: reading the ended sessions and deleting expired
 * sessions. They start before the web server, and stop after it.
 */
final class SessionMaintenance implements PeriodicLifecycle {

	private static final Duration CLEANING_INTERVAL = Duration.ofMinutes(5);

	private final RevocationView revocationView;

	private final SessionCleaner cleaner;

	private final PeriodicTasks tasks;

	/**
	 * Creates tasks that are not started.
	 * @param revocationView the view to refresh
	 * @param cleaner the cleaner to run
	 * @param properties the properties, with the maximum age of the view, in which there
	 * are two reads
	 */
	SessionMaintenance(RevocationView revocationView, SessionCleaner cleaner, SessionProperties properties) {
		this.revocationView = revocationView;
		this.cleaner = cleaner;
		this.tasks = new PeriodicTasks("jwt-security-sessions-",
				new PeriodicTasks.Task(properties.revocationDelay().dividedBy(2), revocationView::refresh),
				new PeriodicTasks.Task(CLEANING_INTERVAL, this::clean));
	}

	@Override
	public void start() {
		this.revocationView.refresh();
		PeriodicLifecycle.super.start();
	}

	void clean() {
		this.tasks.repeatWhileRunning(this.cleaner::clean);
	}

	@Override
	public PeriodicTasks tasks() {
		return this.tasks;
	}

	/**
	 * Returns a phase before that of other lifecycles, so that revocations are loaded
	 * before the first token is decoded.
	 */
	@Override
	public int getPhase() {
		return 0;
	}

}
