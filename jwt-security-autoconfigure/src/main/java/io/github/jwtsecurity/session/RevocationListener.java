package io.github.jwtsecurity.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.github.jwtsecurity.jdbc.PeriodicLifecycle;
import io.github.jwtsecurity.jdbc.PeriodicTasks;
import io.github.jwtsecurity.jdbc.StoreException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.dao.DataAccessResourceFailureException;

/**
 * A listener for the notifications of ended sessions, on one connection and one thread
 * from start to stop. If the connection is lost, the listener connects again, after a
 * pause that grows with each failure. Notifications that are sent in the meantime are
 * lost, so {@link RevocationView#refresh()} reads the ended sessions independently.
 */
final class RevocationListener implements PeriodicLifecycle {

	private static final Log logger = LogFactory.getLog(RevocationListener.class);

	/** The time between two attempts to connect, some of which are skipped. */
	static final Duration INTERVAL = Duration.ofSeconds(1);

	private static final int MAX_SKIPPED = 31;

	/** The number of waits without a notification until the connection is checked. */
	private static final int SILENT_WAITS = 60;

	private final DataSource dataSource;

	private final Consumer<String> hints;

	private final Duration wait;

	private final PeriodicTasks tasks;

	private int toSkip;

	private int skipped;

	private boolean lost;

	/**
	 * Creates a listener that is not started.
	 * @param dataSource the data source, from which one connection is taken
	 * @param hints the consumer of the payloads, which must tolerate any text
	 * @param interval the time between two attempts to connect; a stop is noticed within
	 * half of this time
	 */
	RevocationListener(DataSource dataSource, Consumer<String> hints, Duration interval) {
		this.dataSource = dataSource;
		this.hints = hints;
		this.wait = interval.dividedBy(2);
		this.tasks = new PeriodicTasks("jwt-security-revocation-", new PeriodicTasks.Task(interval, this::run));
	}

	/**
	 * Receives notifications until the stop or a failure.
	 */
	private void run() {
		if (this.skipped < this.toSkip) {
			this.skipped++;
			return;
		}
		this.skipped = 0;
		this.toSkip = Math.min(2 * this.toSkip + 1, MAX_SKIPPED);
		try (Connection connection = this.dataSource.getConnection();
				PostgresSubscription subscription = new PostgresSubscription(connection, EndStatements.CHANNEL)) {
			noteSuccess();
			receive(subscription);
		}
		catch (SQLException | RuntimeException ex) {
			noteFailure(ex);
		}
	}

	/**
	 * Receives notifications. Only a notification or an answer of the server ends the
	 * growth of the pauses, so that connections that are lost as soon as they are opened
	 * are not opened continuously.
	 */
	private void receive(PostgresSubscription subscription) throws SQLException {
		int silent = 0;
		while (isRunning()) {
			List<String> payloads = subscription.await(this.wait);
			payloads.forEach(this.hints);
			silent = payloads.isEmpty() ? silent + 1 : 0;
			if (silent == SILENT_WAITS) {
				subscription.check();
				silent = 0;
			}
			if (silent == 0) {
				this.toSkip = 0;
			}
		}
	}

	private void noteSuccess() {
		if (this.lost) {
			this.lost = false;
			logger.info("Notifications of ended sessions are received again");
		}
	}

	private void noteFailure(Exception cause) {
		StoreException failure = new StoreException("notifications of ended sessions",
				new DataAccessResourceFailureException("The connection is lost", cause));
		if (!this.lost && isRunning()) {
			this.lost = true;
			logger.warn(failure.getMessage() + ". Until they are received again, sessions that other instances end are"
					+ " known within jwt-security.sessions.revocation-delay");
		}
		logger.debug(failure.trace());
	}

	@Override
	public PeriodicTasks tasks() {
		return this.tasks;
	}

	/**
	 * Returns the phase of the reads of the ended sessions.
	 */
	@Override
	public int getPhase() {
		return 0;
	}

}
