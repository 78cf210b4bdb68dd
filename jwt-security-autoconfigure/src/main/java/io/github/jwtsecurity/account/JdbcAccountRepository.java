package io.github.jwtsecurity.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.github.jwtsecurity.jdbc.Dialect;
import io.github.jwtsecurity.jdbc.UtcTimestamp;
import io.github.jwtsecurity.jdbc.WriteTransaction;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * A repository of accounts in the table {@code jwt_security_user}.
 */
final class JdbcAccountRepository implements AccountRepository {

	static final String TABLE = "jwt_security_user";

	private static final String INSERT = """
			INSERT INTO jwt_security_user
				(id, email, email_normalized, password_hash, created_at, last_login_at, enabled)
			VALUES (:id, :email, :normalized, :passwordHash, :createdAt, :lastLoginAt, :enabled)
			""";

	private static final String SELECT_BY_EMAIL = """
			SELECT id, email, email_normalized, password_hash, created_at, last_login_at, enabled
			FROM jwt_security_user
			WHERE email_normalized = :key
			""";

	private static final String SELECT_BY_ID = """
			SELECT id, email, email_normalized, password_hash, created_at, last_login_at, enabled
			FROM jwt_security_user
			WHERE id = :key
			""";

	private static final String UPDATE_LAST_LOGIN = """
			UPDATE jwt_security_user
			SET last_login_at = :time
			WHERE id = :id AND password_hash = :expectedHash AND enabled = :enabled
			""";

	private static final String UPDATE_PASSWORD_HASH = """
			UPDATE jwt_security_user
			SET password_hash = :newHash
			WHERE id = :id AND password_hash = :expectedHash AND enabled = :enabled
			""";

	private static final String UPDATE_ENABLED = """
			UPDATE jwt_security_user
			SET enabled = :enabled
			WHERE id = :id AND enabled <> :enabled
			""";

	private final JdbcClient jdbcClient;

	private final WriteTransaction transaction;

	private final String insert;

	JdbcAccountRepository(DataSource dataSource) {
		this.jdbcClient = JdbcClient.create(dataSource);
		this.transaction = new WriteTransaction(dataSource);
		this.insert = Dialect.of(dataSource).insertIfAbsent(INSERT);
	}

	@Override
	public boolean insert(Account account) {
		StatementSpec statement = this.jdbcClient.sql(this.insert)
			.param("id", account.id())
			.param("email", account.email().text())
			.param("normalized", account.email().normalized())
			.param("passwordHash", new HashParameter(account.passwordHash()))
			.param("createdAt", UtcTimestamp.of(account.createdAt()))
			.param("lastLoginAt", UtcTimestamp.ofNullable(account.lastLoginAt()), Types.TIMESTAMP)
			.param("enabled", account.enabled());
		return write(() -> {
			try {
				return statement.update();
			}
			catch (DuplicateKeyException ex) {
				return 0;
			}
		});
	}

	@Override
	public @Nullable Account findByEmail(EmailAddress email) {
		return find(SELECT_BY_EMAIL, "email_normalized", email.normalized());
	}

	@Override
	public @Nullable Account findById(String id) {
		return find(SELECT_BY_ID, "id", id);
	}

	@Override
	public boolean updateLastLogin(String id, String expectedHash, Instant time) {
		StatementSpec statement = this.jdbcClient.sql(UPDATE_LAST_LOGIN)
			.param("id", id)
			.param("expectedHash", new HashParameter(expectedHash))
			.param("time", UtcTimestamp.of(time))
			.param("enabled", true);
		return write(statement::update);
	}

	@Override
	public boolean updatePasswordHash(String id, String expectedHash, String newHash) {
		StatementSpec statement = this.jdbcClient.sql(UPDATE_PASSWORD_HASH)
			.param("id", id)
			.param("expectedHash", new HashParameter(expectedHash))
			.param("newHash", new HashParameter(newHash))
			.param("enabled", true);
		return write(statement::update);
	}

	@Override
	public boolean updateEnabled(String id, boolean enabled) {
		StatementSpec statement = this.jdbcClient.sql(UPDATE_ENABLED).param("id", id).param("enabled", enabled);
		return write(statement::update);
	}

	private boolean write(Supplier<Integer> update) {
		return this.transaction.execute(update) == 1;
	}

	/**
	 * Returns the account whose key is equal in Java too: a table that was not created by
	 * the library's script may compare text without regard to case, accents or trailing
	 * blanks.
	 */
	private @Nullable Account find(String sql, String column, String key) {
		return this.transaction.read(() -> this.jdbcClient.sql(sql)
			.param("key", key)
			.query((row, number) -> key.equals(row.getString(column)) ? Optional.of(toAccount(row))
					: Optional.<Account>empty())
			.optional()
			.flatMap(Function.identity())
			.orElse(null));
	}

	private static Account toAccount(ResultSet row) throws SQLException {
		return new Account(row.getString("id"),
				EmailAddress.stored(row.getString("email"), row.getString("email_normalized")),
				row.getString("password_hash"), UtcTimestamp.read(row, "created_at"),
				UtcTimestamp.readNullable(row, "last_login_at"), row.getBoolean("enabled"));
	}

}
