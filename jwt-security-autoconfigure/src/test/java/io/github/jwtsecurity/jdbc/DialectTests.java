package io.github.jwtsecurity.jdbc;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DialectTests {

	@ParameterizedTest
	@CsvSource({ "PostgreSQL, POSTGRESQL", "MariaDB, MYSQL", "MySQL, MYSQL", "H2, H2", "Oracle, STANDARD" })
	void ofWhenProductThenItsDialect(String productName, Dialect dialect) {
		assertThat(Dialect.of(dataSource(productName))).isEqualTo(dialect);
	}

	@Test
	void ofWhenDatabaseCannotBeReachedThenFails() {
		DriverManagerDataSource dataSource = new DriverManagerDataSource("jdbc:h2:tcp://localhost:1/nothing");
		assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(() -> Dialect.of(dataSource));
	}

	@ParameterizedTest
	@EnumSource
	void limitWhenMoreRowsThenTheFirst(Database database) {
		try (HikariDataSource pool = database.pool()) {
			JdbcClient jdbcClient = JdbcClient.create(pool);
			jdbcClient.sql("INSERT INTO note (id) VALUES (3), (1), (2)").update();
			List<Integer> found = jdbcClient.sql(Dialect.of(pool).limit("SELECT id FROM note ORDER BY id\n"))
				.param("limit", 2)
				.query(Integer.class)
				.list();
			assertThat(found).containsExactly(1, 2);
		}
	}

	@ParameterizedTest
	@EnumSource
	void lockWhenAnotherTransactionHasTheRowThenWaits(Database database) throws Exception {
		try (HikariDataSource pool = database.pool()) {
			JdbcClient jdbcClient = JdbcClient.create(pool);
			TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
			jdbcClient.sql("INSERT INTO note (id) VALUES (1), (2)").update();
			String lock = Dialect.of(pool).lock("SELECT id FROM note WHERE id > 0\n");
			CompletableFuture<List<Integer>> other = transaction.execute((status) -> {
				assertThat(jdbcClient.sql(lock).query(Integer.class).list()).containsExactly(1, 2);
				CompletableFuture<List<Integer>> waiting = CompletableFuture.supplyAsync(
						() -> transaction.execute((ofOther) -> jdbcClient.sql(lock).query(Integer.class).list()));
				jdbcClient.sql("DELETE FROM note WHERE id = 1").update();
				return waiting;
			});
			assertThat(other.get(1, TimeUnit.MINUTES)).containsExactly(2);
		}
	}

	@ParameterizedTest
	@EnumSource
	void insertIfAbsentWhenThereThenTransactionRemainsUsable(Database database) {
		try (HikariDataSource pool = database.pool()) {
			JdbcClient jdbcClient = JdbcClient.create(pool);
			String insert = Dialect.of(pool).insertIfAbsent("INSERT INTO note (id) VALUES (1)\n");
			assertThat(jdbcClient.sql(insert).update()).isOne();
			new TransactionTemplate(new JdbcTransactionManager(pool)).executeWithoutResult((status) -> {
				try {
					assertThat(jdbcClient.sql(insert).update()).isZero();
				}
				catch (DuplicateKeyException ex) {
					// This is the other permitted outcome.
				}
				jdbcClient.sql("INSERT INTO note (id) VALUES (2)").update();
			});
			assertThat(jdbcClient.sql("SELECT id FROM note ORDER BY id").query(Integer.class).list()).containsExactly(1,
					2);
		}
	}

	@ParameterizedTest
	@EnumSource
	void isMissingTableThenOnlyIfTheTableIsMissing(Database database) {
		try (HikariDataSource pool = database.pool()) {
			assertThat(Dialect.of(pool).isMissingTable(failure(pool, "SELECT id FROM nothing"))).isTrue();
			assertThat(Dialect.of(pool).isMissingTable(failure(pool, "SELECT nothing FROM note"))).isFalse();
			assertThat(Dialect.of(pool).isMissingTable(new SQLException("No state"))).isFalse();
		}
	}

	private static SQLException failure(HikariDataSource pool, String query) {
		try {
			JdbcClient.create(pool).sql(query).query().listOfRows();
			throw new AssertionError("The query has not failed");
		}
		catch (BadSqlGrammarException ex) {
			return ex.getSQLException();
		}
	}

	private static DataSource dataSource(String productName) {
		DatabaseMetaData metaData = proxy(DatabaseMetaData.class, productName);
		return proxy(DataSource.class, proxy(Connection.class, metaData));
	}

	private static <T> T proxy(Class<T> type, Object answer) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> method.getReturnType().isInstance(answer) ? answer : null));
	}

	enum Database {

		H2(TestDatabase::h2), POSTGRESQL(TestDatabase::postgresql), MARIADB(TestDatabase::mariadb);

		private final Supplier<TestDatabase> newDatabase;

		Database(Supplier<TestDatabase> newDatabase) {
			this.newDatabase = newDatabase;
		}

		HikariDataSource pool() {
			TestDatabase database = this.newDatabase.get();
			database.execute("CREATE TABLE note (id INT NOT NULL PRIMARY KEY)");
			return database.pool();
		}

	}

}
