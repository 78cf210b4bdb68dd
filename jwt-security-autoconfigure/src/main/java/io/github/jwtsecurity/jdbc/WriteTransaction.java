package io.github.jwtsecurity.jdbc;

import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.Assert;

/**
 * Commits what is written, also where the connections of the pool have auto-commit off.
 * If the caller has a transaction on the same {@link DataSource}, it becomes a part of
 * that one. Of writes that block each other a database undoes one, which is then tried
 * again. It is public for the packages that have a table.
 */
public final class WriteTransaction {

	private static final int ATTEMPTS = 15;

	/** Of two milliseconds. */
	private static final int MAX_PAUSE_POWER = 7;

	private final JdbcTransactionManager transactionManager;

	private final TransactionTemplate template;

	/**
	 * Creates a new one.
	 * @param dataSource where the connections come from
	 */
	public WriteTransaction(DataSource dataSource) {
		this.transactionManager = new JdbcTransactionManager(dataSource);
		this.template = new TransactionTemplate(this.transactionManager);
	}

	/**
	 * Writes something.
	 * @param <T> what comes of it
	 * @param statements the statements, which use the same {@link DataSource}. They may
	 * be called more than once, and then find nothing of what they did before
	 * @return what they return
	 * @throws org.springframework.dao.DataAccessException if a statement or its commit
	 * fails; after the latter, the change may or may not have happened
	 */
	public <T> T execute(Supplier<T> statements) {
		if (isInTransactionOfAnotherManager()) {
			return statements.get();
		}
		int attempts = TransactionSynchronizationManager.isActualTransactionActive() ? 1 : ATTEMPTS;
		for (int attempt = 1; attempt < attempts; attempt++) {
			try {
				return executeOnce(statements);
			}
			catch (RuntimeException ex) {
				if (!isUndoneByDatabase(ex) || !paused(attempt)) {
					throw ex;
				}
			}
		}
		return executeOnce(statements);
	}

	/**
	 * Lets the others go first, each time a little longer and never two for the same
	 * time, or they would all meet again.
	 * @return {@code false} if the thread is to end
	 */
	private static boolean paused(int attempt) {
		try {
			Thread.sleep(ThreadLocalRandom.current().nextLong(1L << Math.min(attempt, MAX_PAUSE_POWER)));
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private <T> T executeOnce(Supplier<T> statements) {
		try {
			T result = this.template.execute((status) -> statements.get());
			Assert.state(result != null, "A write returned null");
			return result;
		}
		catch (TransactionException ex) {
			throw new DataAccessResourceFailureException("The transaction could not be begun or ended", ex);
		}
	}

	/**
	 * The SQL standard has a class of states for it. Spring's exceptions do not tell it
	 * from a lock that was waited for in vain.
	 */
	private static boolean isUndoneByDatabase(RuntimeException failure) {
		return NestedExceptionUtils.getMostSpecificCause(failure) instanceof SQLException cause
				&& cause.getSQLState() != null && cause.getSQLState().startsWith("40");
	}

	/**
	 * The transaction managers of JPA lend out their connection, but without the mark by
	 * which that of JDBC would know that a transaction is going on. It would commit it.
	 */
	private boolean isInTransactionOfAnotherManager() {
		DataSource dataSource = this.transactionManager.getDataSource();
		Assert.state(dataSource != null, "There is no DataSource");
		return isLent(TransactionSynchronizationManager.getResource(dataSource));
	}

	private static boolean isLent(@Nullable Object resource) {
		return resource instanceof ConnectionHolder holder && !holder.isSynchronizedWithTransaction();
	}

}
