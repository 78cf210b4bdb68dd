package io.github.jwtsecurity.mail;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.github.jwtsecurity.event.UserDataStore;
import io.github.jwtsecurity.jdbc.Dialect;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.jdbc.UtcTimestamp;
import io.github.jwtsecurity.jdbc.WriteTransaction;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * A repository of one-time tokens in the table {@code jwt_security_one_time_token}.
 */
final class OneTimeTokenRepository implements UserDataStore {

	static final String TABLE = "jwt_security_one_time_token";

	/** The plural noun in the messages of failures. */
	private static final String CONTENTS = "one-time tokens";

	private static final String SELECT = """
			SELECT token_hash, user_id, purpose, email, created_at, expires_at, used_at
			FROM jwt_security_one_time_token
			""";

	private static final String SELECT_NONE = SELECT + """
			WHERE 1 = 0
			""";

	private static final String SELECT_USABLE = SELECT + """
			WHERE token_hash IN (:hashes) AND purpose = :purpose AND used_at IS NULL
				AND created_at <= :now AND expires_at > :now
			""";

	private static final String COUNT_USABLE = """
			SELECT COUNT(*)
			FROM jwt_security_one_time_token
			WHERE user_id = :userId AND purpose = :purpose AND used_at IS NULL AND expires_at > :now
			""";

	private static final String UPDATE = """
			UPDATE jwt_security_one_time_token
			SET token_hash = :hash, email = :email, created_at = :createdAt, expires_at = :expiresAt, used_at = NULL
			WHERE user_id = :userId AND purpose = :purpose
			""";

	private static final String INSERT = """
			INSERT INTO jwt_security_one_time_token (token_hash, user_id, purpose, email, created_at, expires_at)
			VALUES (:hash, :userId, :purpose, :email, :createdAt, :expiresAt)
			""";

	private static final String USE = """
			UPDATE jwt_security_one_time_token
			SET used_at = :now
			WHERE token_hash = :hash AND purpose = :purpose AND used_at IS NULL
				AND created_at <= :now AND expires_at > :now
			""";

	private static final String DELETE_OF_USER = """
			DELETE FROM jwt_security_one_time_token
			WHERE user_id = :userId AND purpose IN (:purposes)
			""";

	private static final String SELECT_OF_USER = SELECT + """
			WHERE user_id = :userId
			ORDER BY created_at
			""";

	private static final String DELETE_ALL_OF_USER = """
			DELETE FROM jwt_security_one_time_token
			WHERE user_id = :userId
			""";

	private static final String DELETE_EXPIRED = """
			DELETE FROM jwt_security_one_time_token
			WHERE expires_at <= :now
			""";

	private final JdbcClient jdbcClient;

	private final WriteTransaction transaction;

	private final Dialect dialect;

	OneTimeTokenRepository(DataSource dataSource) {
		this.jdbcClient = JdbcClient.create(dataSource);
		this.transaction = new WriteTransaction(dataSource);
		this.dialect = Dialect.of(dataSource);
	}

	/**
	 * Reads no row, but fails if the table or one of its columns is missing.
	 */
	void check() {
		this.jdbcClient.sql(SELECT_NONE).query().listOfRows();
	}

	/**
	 * Stores a token in place of an earlier one of the account for the same purpose. If
	 * another instance inserts a token at the same time, this one replaces it.
	 */
	void replace(OneTimeToken token, Instant createdAt, Instant expiresAt) {
		StoreException.guard(CONTENTS, () -> this.transaction.execute(() -> {
			if (bind(UPDATE, token, createdAt, expiresAt).update() > 0) {
				return 1;
			}
			return insertIfAbsent(token, createdAt, expiresAt) + bind(UPDATE, token, createdAt, expiresAt).update();
		}));
	}

	private int insertIfAbsent(OneTimeToken token, Instant createdAt, Instant expiresAt) {
		try {
			return bind(this.dialect.insertIfAbsent(INSERT), token, createdAt, expiresAt).update();
		}
		catch (DuplicateKeyException ex) {
			return 0;
		}
	}

	private StatementSpec bind(String sql, OneTimeToken token, Instant createdAt, Instant expiresAt) {
		return this.jdbcClient.sql(sql)
			.param("hash", token.hash())
			.param("userId", token.userId())
			.param("purpose", token.purpose().name())
			.param("email", token.email())
			.param("createdAt", UtcTimestamp.of(createdAt))
			.param("expiresAt", UtcTimestamp.of(expiresAt));
	}

	/**
	 * Finds a token that can be used.
	 * @param hashes the hashes of the token with each key
	 */
	@Nullable OneTimeToken find(TokenPurpose purpose, List<String> hashes, Instant now) {
		return read(() -> this.jdbcClient.sql(SELECT_USABLE)
			.param("hashes", hashes)
			.param("purpose", purpose.name())
			.param("now", UtcTimestamp.of(now))
			.query((row, number) -> new OneTimeToken(row.getString("token_hash"), purpose, row.getString("user_id"),
					row.getString("email")))
			.optional()
			.orElse(null));
	}

	/**
	 * Marks a token as used.
	 * @return {@code false} if it can no longer be used
	 */
	boolean use(OneTimeToken token, Instant now) {
		return write(() -> this.jdbcClient.sql(USE)
			.param("hash", token.hash())
			.param("purpose", token.purpose().name())
			.param("now", UtcTimestamp.of(now))
			.update()) == 1;
	}

	boolean exists(TokenPurpose purpose, String userId, Instant now) {
		return read(() -> this.jdbcClient.sql(COUNT_USABLE)
			.param("userId", userId)
			.param("purpose", purpose.name())
			.param("now", UtcTimestamp.of(now))
			.query(Integer.class)
			.single()) > 0;
	}

	void delete(String userId, List<TokenPurpose> purposes) {
		write(() -> this.jdbcClient.sql(DELETE_OF_USER)
			.param("userId", userId)
			.param("purposes", purposes.stream().map(Enum::name).toList())
			.update());
	}

	@Override
	public String name() {
		return "one_time_tokens";
	}

	@Override
	public List<Map<String, @Nullable Object>> export(String userId) {
		return read(() -> this.jdbcClient.sql(SELECT_OF_USER)
			.param("userId", userId)
			.query((row, number) -> Map.<String, @Nullable Object>of("purpose",
					row.getString("purpose").toLowerCase(Locale.ROOT), "email", row.getString("email"), "created_at",
					UtcTimestamp.read(row, "created_at").toString(), "expires_at",
					UtcTimestamp.read(row, "expires_at").toString()))
			.list());
	}

	@Override
	public void delete(String userId) {
		write(() -> this.jdbcClient.sql(DELETE_ALL_OF_USER).param("userId", userId).update());
	}

	/**
	 * Deletes the tokens that have expired, used or not.
	 * @return the number of deleted tokens
	 */
	int deleteExpired(Instant now) {
		return write(() -> this.jdbcClient.sql(DELETE_EXPIRED).param("now", UtcTimestamp.of(now)).update());
	}

	private int write(Supplier<Integer> statement) {
		return StoreException.guard(CONTENTS, () -> this.transaction.executeStatement(statement));
	}

	private <T extends @Nullable Object> T read(Supplier<T> query) {
		return StoreException.guard(CONTENTS, () -> this.transaction.read(query));
	}

}
