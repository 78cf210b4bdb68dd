package io.github.jwtsecurity.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
				(id, email, email_normalized, password_hash, created_at, last_login_at, enabled, email_verified, language)
			VALUES (:id, :email, :normalized, :passwordHash, :createdAt, :lastLoginAt, :enabled, :verified, :language)
			""";

	private static final String SELECT_BY_EMAIL = """
			SELECT id, email, email_normalized, password_hash, created_at, last_login_at, enabled, email_verified, language
			FROM jwt_security_user
			WHERE email_normalized = :key
			""";

	private static final String SELECT_BY_ID = """
			SELECT id, email, email_normalized, password_hash, created_at, last_login_at, enabled, email_verified, language
			FROM jwt_security_user
			WHERE id = :key
			""";

	private static final String SELECT_ENABLED = """
			SELECT id
			FROM jwt_security_user
			WHERE id IN (:ids) AND enabled = :enabled
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

	private static final String UPDATE_EMAIL_VERIFIED = """
			UPDATE jwt_security_user
			SET email_verified = :verified
			WHERE id = :id AND email_normalized = :normalized AND enabled = :enabled
			""";

	private static final String UPDATE_EMAIL = """
			UPDATE jwt_security_user
			SET email = :email, email_normalized = :normalized, email_verified = :verified
			WHERE id = :id AND email_normalized = :expected AND enabled = :enabled
			""";

	private static final String REPLACE_UNVERIFIED = """
			UPDATE jwt_security_user
			SET password_hash = :newHash, created_at = :createdAt, language = :language, email = :email
			WHERE id = :id AND password_hash = :expectedHash AND enabled = :enabled
				AND email_verified = :verified AND last_login_at IS NULL
			""";

	private static final String DELETE = """
			DELETE FROM jwt_security_user
			WHERE id = :id
			""";

	private static final String SELECT_UNVERIFIED = """
			SELECT id
			FROM jwt_security_user
			WHERE email_verified = :verified AND last_login_at IS NULL AND created_at < :before AND enabled = :enabled
			ORDER BY created_at
			""";

	private static final String DELETE_UNVERIFIED = """
			DELETE FROM jwt_security_user
			WHERE id = :id AND email_verified = :verified AND last_login_at IS NULL AND created_at < :before
				AND enabled = :enabled
			""";

	private final JdbcClient jdbcClient;

	private final WriteTransaction transaction;

	private final String insert;

	private final String selectUnverified;

	JdbcAccountRepository(DataSource dataSource) {
		this.jdbcClient = JdbcClient.create(dataSource);
		this.transaction = new WriteTransaction(dataSource);
		Dialect dialect = Dialect.of(dataSource);
		this.insert = dialect.insertIfAbsent(INSERT);
		this.selectUnverified = dialect.limit(SELECT_UNVERIFIED);
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
			.param("enabled", account.enabled())
			.param("verified", account.emailVerified())
			.param("language", account.state().language(), Types.VARCHAR);
		return writeUnlessDuplicate(statement);
	}

	private boolean writeUnlessDuplicate(StatementSpec statement) {
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

	@Override
	public boolean updateEmailVerified(String id, EmailAddress email) {
		StatementSpec statement = this.jdbcClient.sql(UPDATE_EMAIL_VERIFIED)
			.param("id", id)
			.param("normalized", email.normalized())
			.param("verified", true)
			.param("enabled", true);
		return write(statement::update);
	}

	@Override
	public boolean updateEmail(String id, EmailAddress expected, EmailAddress email) {
		StatementSpec statement = this.jdbcClient.sql(UPDATE_EMAIL)
			.param("id", id)
			.param("email", email.text())
			.param("normalized", email.normalized())
			.param("expected", expected.normalized())
			.param("verified", true)
			.param("enabled", true);
		return writeUnlessDuplicate(statement);
	}

	@Override
	public boolean replaceUnverified(String id, String expectedHash, Account replacement) {
		StatementSpec statement = this.jdbcClient.sql(REPLACE_UNVERIFIED)
			.param("id", id)
			.param("expectedHash", new HashParameter(expectedHash))
			.param("newHash", new HashParameter(replacement.passwordHash()))
			.param("createdAt", UtcTimestamp.of(replacement.createdAt()))
			.param("language", replacement.state().language(), Types.VARCHAR)
			.param("email", replacement.email().text())
			.param("verified", false)
			.param("enabled", true);
		return write(statement::update);
	}

	@Override
	public boolean delete(String id) {
		StatementSpec statement = this.jdbcClient.sql(DELETE).param("id", id);
		return write(statement::update);
	}

	@Override
	public List<String> deleteUnverified(Instant before, int limit) {
		List<String> ids = this.transaction.read(() -> this.jdbcClient.sql(this.selectUnverified)
			.param("verified", false)
			.param("before", UtcTimestamp.of(before))
			.param("enabled", true)
			.param("limit", limit)
			.query(String.class)
			.list());
		return ids.stream()
			.filter((id) -> write(() -> this.jdbcClient.sql(DELETE_UNVERIFIED)
				.param("id", id)
				.param("verified", false)
				.param("before", UtcTimestamp.of(before))
				.param("enabled", true)
				.update()))
			.toList();
	}

	/**
	 * {@inheritDoc}
	 *
	 * <p>
	 * An id with a NUL character, which no row can have, is not passed to the database,
	 * since PostgreSQL would refuse the whole query.
	 */
	@Override
	public Set<String> findUnusable(Collection<String> ids) {
		List<String> valid = ids.stream().filter((id) -> id.indexOf('\0') < 0).toList();
		Set<String> unusable = new HashSet<>(ids);
		if (!valid.isEmpty()) {
			this.transaction
				.read(() -> this.jdbcClient.sql(SELECT_ENABLED)
					.param("ids", valid)
					.param("enabled", true)
					.query(String.class)
					.list())
				.forEach(unusable::remove);
		}
		return unusable;
	}

	private boolean write(Supplier<Integer> update) {
		return this.transaction.executeStatement(update) == 1;
	}

	/**
	 * Returns the account whose key is equal in Java too: a table that was not created by
	 * the library's script may compare text without regard to case, accents or trailing
	 * blanks.
	 */
	private @Nullable Account find(String sql, String column, String key) {
		return this.transaction.read(() -> this.jdbcClient.sql(sql)
			.param("key", key)
			.query((row, number) -> key.equals(row.getString(column)) ? Optional.of(toAccount(row, ""))
					: Optional.<Account>empty())
			.optional()
			.flatMap(Function.identity())
			.orElse(null));
	}

	/**
	 * Reads an account from a row.
	 * @param prefix the prefix of the names of the columns
	 */
	static Account toAccount(ResultSet row, String prefix) throws SQLException {
		return new Account(row.getString(prefix + "id"),
				EmailAddress.stored(row.getString(prefix + "email"), row.getString(prefix + "email_normalized")),
				row.getString(prefix + "password_hash"), UtcTimestamp.read(row, prefix + "created_at"),
				UtcTimestamp.readNullable(row, prefix + "last_login_at"),
				new AccountState(row.getBoolean(prefix + "enabled"), row.getBoolean(prefix + "email_verified"),
						row.getString(prefix + "language")));
	}

}
