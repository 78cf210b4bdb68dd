package io.github.jwtsecurity.session;

import java.util.function.UnaryOperator;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * The execution of statements that end sessions, which on PostgreSQL optionally notify
 * the other instances. A notification is a part of the same statement, so that it needs
 * no round trip of its own, and is sent by the commit or not at all.
 */
final class EndStatements {

	/** The channel, which all services in a database share. */
	static final String CHANNEL = "jwt_security_session";

	private static final String NOTIFY = """
			WITH ended AS (
			%s
			RETURNING id)
			SELECT pg_notify('%s', id) FROM ended
			""";

	private final JdbcClient jdbcClient;

	private final boolean notifying;

	EndStatements(JdbcClient jdbcClient, boolean notifying) {
		this.jdbcClient = jdbcClient;
		this.notifying = notifying;
	}

	/**
	 * Executes a statement.
	 * @param sql the insertion or update of rows of sessions that are ended afterwards
	 * @param parameters the function that sets the parameters
	 * @return the number of rows
	 */
	int execute(String sql, UnaryOperator<StatementSpec> parameters) {
		if (!this.notifying) {
			return parameters.apply(this.jdbcClient.sql(sql)).update();
		}
		return parameters.apply(this.jdbcClient.sql(NOTIFY.formatted(sql, CHANNEL)))
			.query((row, number) -> number)
			.list()
			.size();
	}

}
