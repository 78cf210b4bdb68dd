package io.github.jwtsecurity.session;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import io.github.jwtsecurity.jdbc.Dialect;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A check at start-up that a database sends notifications. Otherwise, the statements that
 * end sessions would fail later.
 */
final class NotificationCheck {

	private static final String READ_ONLY = "25006";

	private NotificationCheck() {
	}

	/**
	 * Checks that a database sends notifications, by sending one that listeners ignore.
	 * @param dataSource the data source of the sessions
	 * @throws UnusableNotificationsException if the database sends none, or the driver
	 * cannot receive them
	 */
	static void require(DataSource dataSource) {
		if (Dialect.of(dataSource) != Dialect.POSTGRESQL) {
			throw new UnusableNotificationsException("the database is " + Dialect.productName(dataSource));
		}
		try (Connection connection = dataSource.getConnection()) {
			if (!PostgresSubscription.isSupported(connection)) {
				throw new UnusableNotificationsException("the driver is not org.postgresql:postgresql");
			}
		}
		catch (SQLException ex) {
			throw new DataAccessResourceFailureException("The database cannot be reached", ex);
		}
		try {
			JdbcClient.create(dataSource)
				.sql("SELECT pg_notify(:channel, '')")
				.param("channel", EndStatements.CHANNEL)
				.query((row, number) -> number)
				.single();
		}
		catch (DataAccessException ex) {
			if (!isReadOnly(ex)) {
				throw new UnusableNotificationsException("the database does not execute pg_notify", ex);
			}
		}
	}

	/**
	 * Returns whether a failure is that of a server that only reads, such as a standby
	 * server, which may become the primary.
	 */
	private static boolean isReadOnly(DataAccessException failure) {
		return failure.getMostSpecificCause() instanceof SQLException cause && READ_ONLY.equals(cause.getSQLState());
	}

}
