package io.github.jwtsecurity.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.RecordedStatements;
import io.github.jwtsecurity.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class WriteTransactionTests {

	private final TestDatabase database = TestDatabase.h2();

	private final HikariDataSource pool = this.database.pool();

	private final WriteTransaction transaction = new WriteTransaction(this.pool);

	@BeforeEach
	void createTable() {
		JdbcClient.create(this.pool).sql("CREATE TABLE note (id INT)").update();
	}

	@AfterEach
	void close() {
		this.pool.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void executeWhenAutoCommitIsOnOrOffThenCommits(boolean autoCommit) {
		try (HikariDataSource other = this.database.pool()) {
			other.setAutoCommit(autoCommit);
			WriteTransaction otherTransaction = new WriteTransaction(other);
			assertThat(otherTransaction.execute(() -> insert(other))).isOne();
			assertThat(count()).isOne();
		}
	}

	@Test
	void executeWhenStatementsFailThenRollsBack() {
		assertThatIllegalStateException().isThrownBy(() -> this.transaction.execute(() -> {
			insert(this.pool);
			throw new IllegalStateException();
		}));
		assertThat(count()).isZero();
	}

	@Test
	void executeWhenCallerHasATransactionThenPartOfIt() {
		new TransactionTemplate(new JdbcTransactionManager(this.pool)).executeWithoutResult((status) -> {
			this.transaction.execute(() -> insert(this.pool));
			status.setRollbackOnly();
		});
		assertThat(count()).isZero();
	}

	/**
	 * {@code JpaTransactionManager} exposes the connection of its transaction in the same
	 * way.
	 */
	@Test
	void executeWhenConnectionIsLentByAnotherManagerThenItIsNotCommitted() throws Exception {
		try (Connection connection = this.pool.getConnection()) {
			connection.setAutoCommit(false);
			TransactionSynchronizationManager.initSynchronization();
			TransactionSynchronizationManager.bindResource(this.pool, new ConnectionHolder(connection));
			try {
				assertThat(this.transaction.execute(() -> insert(this.pool))).isOne();
			}
			finally {
				TransactionSynchronizationManager.unbindResource(this.pool);
				TransactionSynchronizationManager.clearSynchronization();
			}
			connection.rollback();
		}
		assertThat(count()).isZero();
	}

	@Test
	void executeWhenNoConnectionThenDataAccessFails() {
		this.pool.close();
		assertThatExceptionOfType(DataAccessResourceFailureException.class)
			.isThrownBy(() -> this.transaction.execute(() -> insert(this.pool)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "40001", "40P01" })
	void executeWhenDatabaseUndoesItThenTriesAgain(String state) {
		AtomicInteger attempts = new AtomicInteger();
		assertThat(this.transaction.execute(() -> {
			int inserted = insert(this.pool);
			if (attempts.incrementAndGet() < 3) {
				throw undone(state);
			}
			return inserted;
		})).isOne();
		assertThat(attempts).hasValue(3);
		assertThat(count()).isOne();
	}

	@Test
	void executeWhenDatabaseUndoesItAgainAndAgainThenFails() {
		AtomicInteger attempts = new AtomicInteger();
		assertThatExceptionOfType(CannotAcquireLockException.class).isThrownBy(() -> this.transaction.execute(() -> {
			attempts.incrementAndGet();
			throw undone("40001");
		}));
		assertThat(attempts).hasValue(30);
	}

	@Test
	void executeWhenThreadIsInterruptedThenFailsAtOnceAndKeepsTheFlag() {
		AtomicInteger attempts = new AtomicInteger();
		try {
			assertThatExceptionOfType(CannotAcquireLockException.class)
				.isThrownBy(() -> this.transaction.execute(() -> {
					attempts.incrementAndGet();
					Thread.currentThread().interrupt();
					throw undone("40001");
				}));
			assertThat(attempts).hasValue(1);
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	@Test
	void executeWhenALockWasWaitedForInVainThenFails() {
		AtomicInteger attempts = new AtomicInteger();
		assertThatExceptionOfType(CannotAcquireLockException.class).isThrownBy(() -> this.transaction.execute(() -> {
			attempts.incrementAndGet();
			throw undone("HYT00");
		}));
		assertThat(attempts).hasValue(1);
	}

	/**
	 * The database also undoes the earlier statements of the caller, so only the caller
	 * can retry.
	 */
	@Test
	void executeWhenDatabaseUndoesTheTransactionOfTheCallerThenFails() {
		AtomicInteger attempts = new AtomicInteger();
		TransactionTemplate callers = new TransactionTemplate(new JdbcTransactionManager(this.pool));
		assertThatExceptionOfType(CannotAcquireLockException.class)
			.isThrownBy(() -> callers.executeWithoutResult((status) -> this.transaction.execute(() -> {
				attempts.incrementAndGet();
				throw undone("40001");
			})));
		assertThat(attempts).hasValue(1);
	}

	@Test
	void executeWhenCallerHasATransactionOfAnotherDatabaseThenTriesAgain() {
		AtomicInteger attempts = new AtomicInteger();
		try (HikariDataSource other = TestDatabase.h2().pool()) {
			new TransactionTemplate(new JdbcTransactionManager(other))
				.executeWithoutResult((status) -> this.transaction.execute(() -> {
					int inserted = insert(this.pool);
					if (attempts.incrementAndGet() < 3) {
						throw undone("40001");
					}
					return inserted;
				}));
		}
		assertThat(count()).isOne();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void executeStatementWhenAutoCommitIsOnOrOffThenCommits(boolean autoCommit) {
		AtomicInteger ends = new AtomicInteger();
		try (HikariDataSource other = this.database.pool()) {
			other.setAutoCommit(autoCommit);
			DataSource recorded = RecordedStatements.of(other, (sql) -> {
			}, ends::incrementAndGet);
			assertThat(new WriteTransaction(recorded).executeStatement(() -> insert(recorded))).isOne();
			assertThat(count()).isOne();
			assertThat(ends).hasValue(autoCommit ? 0 : 1);
		}
	}

	@Test
	void executeStatementWhenItFailsThenConnectionIsReleased() {
		assertThatIllegalStateException().isThrownBy(() -> this.transaction.executeStatement(() -> {
			throw new IllegalStateException();
		}));
		assertThat(TransactionSynchronizationManager.hasResource(this.pool)).isFalse();
		assertThat(this.pool.getHikariPoolMXBean().getActiveConnections()).isZero();
	}

	@Test
	void executeStatementWhenCallerHasATransactionThenPartOfIt() {
		new TransactionTemplate(new JdbcTransactionManager(this.pool)).executeWithoutResult((status) -> {
			this.transaction.executeStatement(() -> insert(this.pool));
			status.setRollbackOnly();
		});
		assertThat(count()).isZero();
	}

	@Test
	void executeStatementWhenConnectionIsLentByAnotherManagerThenItIsNotCommitted() throws Exception {
		try (Connection connection = this.pool.getConnection()) {
			connection.setAutoCommit(false);
			TransactionSynchronizationManager.bindResource(this.pool, new ConnectionHolder(connection));
			try {
				assertThat(this.transaction.executeStatement(() -> insert(this.pool))).isOne();
			}
			finally {
				TransactionSynchronizationManager.unbindResource(this.pool);
			}
			connection.rollback();
		}
		assertThat(count()).isZero();
	}

	@Test
	void executeStatementWhenCallerHasATransactionOfAnotherDatabaseThenCommits() {
		try (HikariDataSource other = TestDatabase.h2().pool()) {
			new TransactionTemplate(new JdbcTransactionManager(other)).executeWithoutResult((status) -> {
				this.transaction.executeStatement(() -> insert(this.pool));
				status.setRollbackOnly();
			});
		}
		assertThat(count()).isOne();
	}

	@Test
	void executeStatementWhenNoConnectionThenDataAccessFails() {
		this.pool.close();
		assertThatExceptionOfType(DataAccessResourceFailureException.class)
			.isThrownBy(() -> this.transaction.executeStatement(() -> insert(this.pool)));
	}

	@Test
	void executeStatementWhenDatabaseUndoesItThenTriesAgain() {
		AtomicInteger attempts = new AtomicInteger();
		assertThat(this.transaction.executeStatement(() -> {
			if (attempts.incrementAndGet() < 3) {
				throw undone("40001");
			}
			return insert(this.pool);
		})).isOne();
		assertThat(attempts).hasValue(3);
		assertThat(count()).isOne();
	}

	@Test
	void readWhenDatabaseUndoesItThenTriesAgain() {
		AtomicInteger attempts = new AtomicInteger();
		assertThat(this.transaction.<Integer>read(() -> {
			if (attempts.incrementAndGet() < 3) {
				throw undone("40001");
			}
			return null;
		})).isNull();
		assertThat(attempts).hasValue(3);
	}

	@Test
	void readWhenDatabaseUndoesTheTransactionOfTheCallerThenFails() {
		AtomicInteger attempts = new AtomicInteger();
		TransactionTemplate callers = new TransactionTemplate(new JdbcTransactionManager(this.pool));
		assertThatExceptionOfType(CannotAcquireLockException.class)
			.isThrownBy(() -> callers.executeWithoutResult((status) -> this.transaction.read(() -> {
				attempts.incrementAndGet();
				throw undone("40001");
			})));
		assertThat(attempts).hasValue(1);
	}

	private static CannotAcquireLockException undone(String state) {
		return new CannotAcquireLockException("Deadlock", new SQLException("Deadlock", state));
	}

	private int insert(DataSource dataSource) {
		return JdbcClient.create(dataSource).sql("INSERT INTO note (id) VALUES (1)").update();
	}

	private int count() {
		try (HikariDataSource fresh = this.database.pool()) {
			return JdbcClient.create(fresh).sql("SELECT COUNT(*) FROM note").query(Integer.class).single();
		}
	}

}
