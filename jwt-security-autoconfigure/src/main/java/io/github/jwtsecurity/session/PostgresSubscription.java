package io.github.jwtsecurity.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * A subscription to the notifications of a channel of PostgreSQL, on a connection that is
 * not used for other purposes. This is the only class that needs the driver.
 */
final class PostgresSubscription implements AutoCloseable {

	private static final int SECONDS_TO_ANSWER = 5;

	private final Connection connection;

	private final PGConnection notifications;

	private final boolean autoCommit;

	/**
	 * Subscribes to a channel. Notifications arrive only outside transactions.
	 * @param connection the connection
	 * @param channel the name of the channel
	 * @throws SQLException if the connection fails
	 */
	PostgresSubscription(Connection connection, String channel) throws SQLException {
		this.connection = connection;
		this.notifications = connection.unwrap(PGConnection.class);
		this.autoCommit = connection.getAutoCommit();
		connection.setAutoCommit(true);
		execute("LISTEN " + channel);
	}

	/**
	 * Returns whether a connection can have a subscription.
	 */
	static boolean isSupported(Connection connection) throws SQLException {
		try {
			return connection.isWrapperFor(PGConnection.class);
		}
		catch (NoClassDefFoundError ex) {
			return false;
		}
	}

	/**
	 * Waits for notifications.
	 * @param time the longest time to wait
	 * @return the payloads, none if the time has elapsed
	 * @throws SQLException if the connection is known to be lost
	 */
	List<String> await(Duration time) throws SQLException {
		PGNotification[] received = this.notifications.getNotifications(Math.toIntExact(time.toMillis()));
		return (received != null) ? Stream.of(received).map(PGNotification::getParameter).toList() : List.of();
	}

	/**
	 * Asks the server for an answer, since a lost connection may not be noticed while
	 * waiting.
	 * @throws SQLException if there is none
	 */
	void check() throws SQLException {
		if (!this.connection.isValid(SECONDS_TO_ANSWER)) {
			throw new SQLException("The connection does not answer", "08006");
		}
	}

	/**
	 * Ends the subscription, so that the connection can be used for other purposes. If
	 * that fails, the pool learns that the connection is lost.
	 */
	@Override
	public void close() throws SQLException {
		execute("UNLISTEN *");
		this.connection.setAutoCommit(this.autoCommit);
	}

	private void execute(String sql) throws SQLException {
		try (Statement statement = this.connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
