package io.github.jwtsecurity.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

import io.github.jwtsecurity.event.SessionAccounts.Tables;
import io.github.jwtsecurity.jdbc.WriteTransaction;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A query for a session and its account.
 *
 * @param <A> the type of the account
 */
final class JoinedSessionQuery<A> {

	private static final String SELECT = """
			SELECT s.id, s.user_id, s.created_at, s.last_used_at, s.expires_at, s.absolute_expires_at, s.user_agent,
				s.address, s.token_hash, s.generation, s.rotated_at, s.successor_nonce, s.ended_at,
				%s
			FROM jwt_security_session s
			%s
			WHERE s.id = :id
			""";

	private final JdbcClient jdbcClient;

	private final WriteTransaction transaction;

	private final Tables<A> tables;

	private final String sql;

	JoinedSessionQuery(JdbcClient jdbcClient, WriteTransaction transaction, Tables<A> tables) {
		this.jdbcClient = jdbcClient;
		this.transaction = transaction;
		this.tables = tables;
		this.sql = SELECT.formatted(tables.columns(), tables.joins("s.user_id"));
	}

	@Nullable AccountSession<A> findById(String id) {
		ResultSetExtractor<Optional<AccountSession<A>>> extractor = (rows) -> read(rows, id);
		return this.transaction.read(() -> this.jdbcClient.sql(this.sql).param("id", id).query(extractor)).orElse(null);
	}

	private Optional<AccountSession<A>> read(ResultSet rows, String id) throws SQLException {
		Session session = null;
		A account = null;
		while (rows.next()) {
			if (id.equals(rows.getString("id"))) {
				session = (session != null) ? session : JdbcSessionRepository.toSession(rows);
				account = this.tables.read(account, rows, session.userId());
			}
		}
		Optional<A> found = Optional.ofNullable(account);
		return Optional.ofNullable(session).map((present) -> new AccountSession<>(present, () -> found));
	}

}
