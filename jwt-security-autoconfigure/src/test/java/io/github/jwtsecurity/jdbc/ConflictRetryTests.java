package io.github.jwtsecurity.jdbc;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConflictRetry}.
 */
class ConflictRetryTests {

	/**
	 * The codes of PostgreSQL, of MariaDB and MySQL, and of H2.
	 */
	@ParameterizedTest
	@CsvSource({ "40001, 0", "40P01, 0", "40001, 1213", "40001, 40001" })
	void isConflictWhenDatabaseHasUndoneItThenTrue(String state, int code) {
		SQLException failure = new SQLException("undone", state, code);
		assertThat(ConflictRetry.isConflict(new CannotAcquireLockException("", failure))).isTrue();
		assertThat(ConflictRetry
			.isConflict(new StoreException("sessions", new DataAccessResourceFailureException("commit", failure))))
			.isTrue();
	}

	/**
	 * The codes for a lock that is not granted in time, a duplicate key, and a lost
	 * connection. A lock that is not granted in time is not retried, since the caller has
	 * already waited.
	 */
	@ParameterizedTest
	@CsvSource({ "55P03, 0", "57014, 0", "HY000, 1205", "HYT00, 50200", "23505, 0", "08006, 0" })
	void isConflictWhenAnythingElseThenFalse(String state, int code) {
		assertThat(ConflictRetry.isConflict(new IllegalStateException(new SQLException("other", state, code))))
			.isFalse();
	}

	@Test
	void isConflictWhenNoStateThenFalse() {
		assertThat(ConflictRetry.isConflict(new IllegalStateException(new SQLException("other")))).isFalse();
		assertThat(ConflictRetry.isConflict(new IllegalStateException("40001"))).isFalse();
	}

}
