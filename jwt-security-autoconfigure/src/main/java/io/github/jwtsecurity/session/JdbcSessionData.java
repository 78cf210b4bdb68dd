package io.github.jwtsecurity.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.github.jwtsecurity.event.UserDataStore;
import io.github.jwtsecurity.jdbc.Dialect;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.jdbc.UtcTimestamp;
import io.github.jwtsecurity.jdbc.WriteTransaction;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rows of ended sessions, which are kept until their access tokens have expired. When
 * the user is deleted, the origins of all sessions are erased.
 */
final class JdbcSessionData implements UserDataStore {

	private static final int MAX_EXPORTED = 1_000;

	private static final String SELECT = """
			SELECT id, created_at, last_used_at, user_agent, address, ended_at
			FROM jwt_security_session
			WHERE user_id = :userId AND ended_at IS NOT NULL
			ORDER BY ended_at DESC
			""";

	private static final String ERASE = """
			UPDATE jwt_security_session
			SET user_agent = NULL, address = NULL
			WHERE user_id = :userId
			""";

	private final JdbcClient jdbcClient;

	private final WriteTransaction transaction;

	private final String select;

	JdbcSessionData(DataSource dataSource) {
		this.jdbcClient = JdbcClient.create(dataSource);
		this.transaction = new WriteTransaction(dataSource);
		this.select = Dialect.of(dataSource).limit(SELECT);
	}

	@Override
	public String name() {
		return "ended_sessions";
	}

	@Override
	public List<Map<String, @Nullable Object>> export(String userId) {
		return StoreException.guard("sessions",
				() -> this.transaction.read(() -> this.jdbcClient.sql(this.select)
					.param("userId", userId)
					.param("limit", MAX_EXPORTED)
					.query((row, number) -> toMap(row))
					.list()));
	}

	private static Map<String, @Nullable Object> toMap(ResultSet row) throws SQLException {
		Map<String, @Nullable Object> session = new LinkedHashMap<>();
		session.put("id", row.getString("id"));
		session.put("created_at", UtcTimestamp.read(row, "created_at").toString());
		session.put("last_used_at", UtcTimestamp.read(row, "last_used_at").toString());
		session.put("ended_at", UtcTimestamp.read(row, "ended_at").toString());
		session.put("user_agent", row.getString("user_agent"));
		session.put("address", row.getString("address"));
		return session;
	}

	@Override
	public void delete(String userId) {
		StoreException.guard("sessions", () -> this.transaction
			.executeStatement(() -> this.jdbcClient.sql(ERASE).param("userId", userId).update()));
	}

}
