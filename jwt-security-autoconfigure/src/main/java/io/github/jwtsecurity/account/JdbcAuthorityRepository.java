package io.github.jwtsecurity.account;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.sql.DataSource;

import io.github.jwtsecurity.event.UserDataStore;
import io.github.jwtsecurity.jdbc.Dialect;
import io.github.jwtsecurity.jdbc.WriteTransaction;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * A repository of authorities in the table {@code jwt_security_authority}, beside the
 * accounts in {@code jwt_security_user}.
 * <p>
 * Each change first updates the row of the account without changing it. A login updates
 * the same row before it reads the authorities, so the database executes the two one
 * after the other, at any isolation level.
 */
final class JdbcAuthorityRepository implements AuthorityRepository, UserDataStore {

	static final String TABLE = "jwt_security_authority";

	private static final String LOCK_ACCOUNT = """
			UPDATE jwt_security_user
			SET enabled = enabled
			WHERE id = :userId
			""";

	private static final String SELECT_ACCOUNT = """
			SELECT id
			FROM jwt_security_user
			WHERE id = :userId
			""";

	private static final String INSERT = """
			INSERT INTO jwt_security_authority (user_id, authority)
			VALUES (:userId, :authority)
			""";

	private static final String DELETE = """
			DELETE FROM jwt_security_authority
			WHERE user_id = :userId AND authority = :authority
			""";

	private static final String DELETE_ALL = """
			DELETE FROM jwt_security_authority
			WHERE user_id = :userId
			""";

	private static final String SELECT = """
			SELECT user_id, authority
			FROM jwt_security_authority
			WHERE user_id = :userId
			""";

	private final JdbcClient jdbcClient;

	private final WriteTransaction transaction;

	private final String insert;

	JdbcAuthorityRepository(DataSource dataSource) {
		this.jdbcClient = JdbcClient.create(dataSource);
		this.transaction = new WriteTransaction(dataSource);
		this.insert = Dialect.of(dataSource).insertIfAbsent(INSERT);
	}

	@Override
	public boolean insert(String userId, String authority) {
		return this.transaction.execute(() -> lockAccount(userId) && insertIfAbsent(userId, authority));
	}

	/**
	 * Locks the row of an account until the transaction ends.
	 * @return {@code false} if there is no such account. The ids are compared in Java
	 * too, since a table that was not created by the library's script may compare text
	 * without regard to case
	 */
	private boolean lockAccount(String userId) {
		this.jdbcClient.sql(LOCK_ACCOUNT).param("userId", userId).update();
		return this.jdbcClient.sql(SELECT_ACCOUNT)
			.param("userId", userId)
			.query(String.class)
			.optional()
			.filter(userId::equals)
			.isPresent();
	}

	private boolean insertIfAbsent(String userId, String authority) {
		StatementSpec statement = this.jdbcClient.sql(this.insert)
			.param("userId", userId)
			.param("authority", authority);
		try {
			return statement.update() == 1;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	@Override
	public boolean delete(String userId, String authority) {
		return this.transaction.execute(() -> {
			lockAccount(userId);
			return this.jdbcClient.sql(DELETE).param("userId", userId).param("authority", authority).update() > 0;
		});
	}

	@Override
	public Set<String> findByUserId(String userId) {
		return this.transaction.read(() -> {
			Set<String> authorities = new LinkedHashSet<>();
			this.jdbcClient.sql(SELECT)
				.param("userId", userId)
				.query((row, number) -> userId.equals(row.getString("user_id"))
						? Optional.of(row.getString("authority")) : Optional.<String>empty())
				.list()
				.forEach((authority) -> authority.ifPresent(authorities::add));
			return authorities;
		});
	}

	@Override
	public String name() {
		return "authorities";
	}

	@Override
	public List<Map<String, @Nullable Object>> export(String userId) {
		return findByUserId(userId).stream().sorted().map((authority) -> {
			Map<String, @Nullable Object> row = new HashMap<>();
			row.put("authority", authority);
			return row;
		}).toList();
	}

	@Override
	public void delete(String userId) {
		this.transaction.executeStatement(() -> this.jdbcClient.sql(DELETE_ALL).param("userId", userId).update());
	}

}
