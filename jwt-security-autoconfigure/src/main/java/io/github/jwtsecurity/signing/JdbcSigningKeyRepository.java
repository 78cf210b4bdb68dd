package io.github.jwtsecurity.signing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.github.jwtsecurity.jdbc.Dialect;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.jdbc.UtcTimestamp;
import io.github.jwtsecurity.jdbc.WriteTransaction;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A repository of signing keys that uses the table {@code jwt_security_signing_key}.
 */
final class JdbcSigningKeyRepository {

	static final String TABLE = "jwt_security_signing_key";

	private static final String SELECT = """
			SELECT id, generation, algorithm, encrypted_key, created_at, signs_from, token_lifetime
			FROM jwt_security_signing_key
			""";

	private static final String SELECT_ALL = SELECT + """
			ORDER BY generation
			""";

	private static final String SELECT_NONE = SELECT + """
			WHERE 1 = 0
			""";

	private static final String INSERT = """
			INSERT INTO jwt_security_signing_key
				(id, generation, algorithm, encrypted_key, created_at, signs_from, token_lifetime)
			VALUES (:id, :generation, :algorithm, :encryptedKey, :createdAt, :signsFrom, :tokenLifetime)
			""";

	private static final String EXTEND = """
			UPDATE jwt_security_signing_key
			SET token_lifetime = :tokenLifetime
			WHERE id = :id AND token_lifetime < :tokenLifetime
			""";

	private static final String ENCRYPT_AGAIN = """
			UPDATE jwt_security_signing_key
			SET encrypted_key = :encryptedKey
			WHERE id = :id AND encrypted_key = :expected
			""";

	private static final String DELETE = """
			DELETE FROM jwt_security_signing_key
			WHERE id = :id
			""";

	private static final String DELETE_OTHERS = """
			DELETE FROM jwt_security_signing_key
			WHERE generation <> :generation
			""";

	private final JdbcClient jdbcClient;

	private final WriteTransaction transaction;

	private final Dialect dialect;

	JdbcSigningKeyRepository(DataSource dataSource) {
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
	 * Returns all keys in the order in which they were made.
	 */
	List<StoredKey> findAll() {
		return StoreException.guard("signing keys", () -> this.transaction
			.read(() -> this.jdbcClient.sql(SELECT_ALL).query((row, number) -> toKey(row)).list()));
	}

	/**
	 * Adds a key.
	 * @return {@code false} if another instance has made the key of this generation
	 */
	boolean insert(StoredKey key) {
		return write(() -> insertIfAbsent(key)) > 0;
	}

	/**
	 * Adds a key and removes all others, also those that another instance has made since
	 * the keys were read.
	 * @return {@code false} if another instance has made the key of this generation, and
	 * nothing is changed
	 */
	boolean replaceAll(StoredKey key) {
		return write(() -> {
			int inserted = insertIfAbsent(key);
			if (inserted > 0) {
				this.jdbcClient.sql(DELETE_OTHERS).param("generation", key.generation()).update();
			}
			return inserted;
		}) > 0;
	}

	/**
	 * Inserts a key. A duplicate key is caught inside the transaction, so that the
	 * transaction can still be committed.
	 */
	private int insertIfAbsent(StoredKey key) {
		try {
			return this.jdbcClient.sql(this.dialect.insertIfAbsent(INSERT))
				.param("id", key.id())
				.param("generation", key.generation())
				.param("algorithm", key.algorithm())
				.param("encryptedKey", key.encryptedKey())
				.param("createdAt", UtcTimestamp.of(key.createdAt()))
				.param("signsFrom", UtcTimestamp.of(key.signsFrom()))
				.param("tokenLifetime", key.tokenLifetime().toSeconds())
				.update();
		}
		catch (DuplicateKeyException ex) {
			return 0;
		}
	}

	/**
	 * Records that a key signs tokens with a longer lifetime.
	 * @param id the id of the key
	 * @param tokenLifetime the lifetime of the tokens, in whole seconds
	 */
	void extend(String id, Duration tokenLifetime) {
		write(() -> this.jdbcClient.sql(EXTEND)
			.param("id", id)
			.param("tokenLifetime", tokenLifetime.toSeconds())
			.update());
	}

	/**
	 * Replaces the encrypted form of a key, unless another instance has done so.
	 * @param key the key as it was read
	 * @param encryptedKey the new encrypted form
	 * @return {@code false} if another instance has done so, or has removed the key
	 */
	boolean encryptAgain(StoredKey key, String encryptedKey) {
		return write(() -> this.jdbcClient.sql(ENCRYPT_AGAIN)
			.param("id", key.id())
			.param("expected", key.encryptedKey())
			.param("encryptedKey", encryptedKey)
			.update()) > 0;
	}

	/**
	 * Removes a key.
	 * @return {@code false} if another instance has removed it
	 */
	boolean delete(String id) {
		return write(() -> this.jdbcClient.sql(DELETE).param("id", id).update()) > 0;
	}

	private int write(Supplier<Integer> statements) {
		return StoreException.guard("signing keys", () -> this.transaction.execute(statements));
	}

	private static StoredKey toKey(ResultSet row) throws SQLException {
		return new StoredKey(row.getString("id"), row.getInt("generation"), row.getString("algorithm"),
				row.getString("encrypted_key"), UtcTimestamp.read(row, "created_at"),
				UtcTimestamp.read(row, "signs_from"), Duration.ofSeconds(row.getLong("token_lifetime")));
	}

}
