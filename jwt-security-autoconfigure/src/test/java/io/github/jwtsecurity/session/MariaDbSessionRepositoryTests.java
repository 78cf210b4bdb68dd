package io.github.jwtsecurity.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.TestDatabase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class MariaDbSessionRepositoryTests extends SessionRepositoryTests {

	private static final Instant TIME = Instant.parse("2026-03-29T02:30:00Z");

	MariaDbSessionRepositoryTests() {
		super(TestDatabase::mariadb);
	}

	/**
	 * A query without auto-commit locks, at this level, the rows that it reads. In a
	 * deadlock, MariaDB rolls back the transaction with fewer changes.
	 */
	@Test
	void findLiveWhenUndoneByADeadlockThenReadsAgain(CapturedOutput output) throws Exception {
		TestDatabase database = TestDatabase.mariadb().withTables();
		try (HikariDataSource pool = database.pool(); HikariDataSource serializable = database.pool()) {
			serializable.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
			serializable.setAutoCommit(false);
			SessionRepository repository = new JdbcSessionRepository(pool);
			Session first = TestSessions.session("alice", TIME);
			Session second = TestSessions.session("alice", TIME);
			JdbcClient.create(pool).sql("CREATE TABLE note (id INT) ENGINE = InnoDB").update();
			repository.insert(first);
			repository.insert(second);
			CompletableFuture<List<Session>> found = new TransactionTemplate(new JdbcTransactionManager(pool))
				.execute((status) -> {
					doMuch(pool);
					repository.end(max(first, second), "alice", TIME);
					CompletableFuture<List<Session>> read = CompletableFuture
						.supplyAsync(() -> new JdbcSessionRepository(serializable).findLive("alice", TIME, 10));
					Awaitility.await().until(() -> waits(pool));
					repository.end(min(first, second), "alice", TIME);
					return read;
				});
			assertThat(found.get(1, TimeUnit.MINUTES)).isEmpty();
			assertThat(output).contains("1213-40001");
		}
	}

	private static void doMuch(HikariDataSource pool) {
		JdbcClient jdbcClient = JdbcClient.create(pool);
		IntStream.range(0, 50)
			.forEach((number) -> jdbcClient.sql("INSERT INTO note (id) VALUES (:number)")
				.param("number", number)
				.update());
	}

	private static String min(Session one, Session other) {
		return (one.id().compareTo(other.id()) < 0) ? one.id() : other.id();
	}

	private static String max(Session one, Session other) {
		return (one.id().compareTo(other.id()) < 0) ? other.id() : one.id();
	}

	/**
	 * Returns whether a transaction waits for a lock. The query uses a separate
	 * connection, outside of the transaction of this thread.
	 */
	private static boolean waits(HikariDataSource pool) {
		try (Connection connection = pool.getConnection()) {
			return JdbcClient.create(new SingleConnectionDataSource(connection, true))
				.sql("SELECT COUNT(*) FROM information_schema.innodb_lock_waits")
				.query(Integer.class)
				.single() > 0;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
