package io.github.jwtsecurity.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.Assert;

/**
 * A template for the library's own statements. They join a transaction of the caller on
 * the same {@link DataSource}. Without one, writes are committed, even if the connections
 * of the pool have auto-commit disabled, and {@link ConflictRetry} applies.
 *
 * @hidden
 */
public final class WriteTransaction {

	private final DataSource dataSource;

	private final TransactionTemplate template;

	/**
	 * Creates a template.
	 * @param dataSource the data source
	 */
	public WriteTransaction(DataSource dataSource) {
		this.dataSource = dataSource;
		this.template = new TransactionTemplate(new JdbcTransactionManager(dataSource));
	}

	/**
	 * Executes statements that write.
	 * @param <T> the type of the result
	 * @param statements the statements, which use the same {@link DataSource}. They may
	 * be called more than once, each time after a rollback of the previous call
	 * @return the result of the statements
	 * @throws org.springframework.dao.DataAccessException if a statement or its commit
	 * fails; after the latter, the change may or may not have happened
	 */
	public <T> T execute(Supplier<T> statements) {
		return isInTransactionOfAnotherManager() ? statements.get() : executeWithRetry(() -> executeOnce(statements));
	}

	/**
	 * Executes a single statement that writes. If there is no transaction of the caller,
	 * and the connection commits automatically, the statement is not followed by a
	 * commit, which would be another round trip to the database.
	 * @param <T> the type of the result
	 * @param statement the statement, which uses the same {@link DataSource}. It may be
	 * called more than once, each time after a failure that has changed nothing
	 * @return the result of the statement
	 * @throws org.springframework.dao.DataAccessException if the statement or its commit
	 * fails; after the latter, the change may or may not have happened
	 */
	public <T> T executeStatement(Supplier<T> statement) {
		boolean ofCaller = TransactionSynchronizationManager.isSynchronizationActive()
				|| TransactionSynchronizationManager.hasResource(this.dataSource);
		return ofCaller ? execute(statement) : ConflictRetry.execute(() -> executeAlone(statement));
	}

	/**
	 * Executes a query, as a part of the transaction of the caller if there is one, and
	 * otherwise without a transaction.
	 * @param <T> the type of the result
	 * @param query the query, which uses the same {@link DataSource}. It may be called
	 * more than once
	 * @return the result of the query
	 * @throws org.springframework.dao.DataAccessException if the query fails
	 */
	public <T extends @Nullable Object> T read(Supplier<T> query) {
		return executeWithRetry(query);
	}

	/**
	 * Executes statements, and retries them after a conflict unless they are part of a
	 * transaction of the caller: a conflict rolls that back as a whole, so only the
	 * caller can retry it.
	 */
	private <T extends @Nullable Object> T executeWithRetry(Supplier<T> statements) {
		boolean partOfAnother = TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.hasResource(this.dataSource);
		return partOfAnother ? statements.get() : ConflictRetry.execute(statements);
	}

	private <T> T executeAlone(Supplier<T> statement) {
		Connection connection = DataSourceUtils.getConnection(this.dataSource);
		try {
			if (connection.getAutoCommit()) {
				return executeOn(connection, statement);
			}
		}
		catch (SQLException ex) {
			throw new DataAccessResourceFailureException("The connection cannot be used", ex);
		}
		finally {
			DataSourceUtils.releaseConnection(connection, this.dataSource);
		}
		return executeOnce(statement);
	}

	/**
	 * Executes a statement on exactly the connection that commits it.
	 */
	private <T> T executeOn(Connection connection, Supplier<T> statement) {
		TransactionSynchronizationManager.bindResource(this.dataSource, new ConnectionHolder(connection));
		try {
			return statement.get();
		}
		finally {
			TransactionSynchronizationManager.unbindResource(this.dataSource);
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
	 * Returns whether a transaction of another manager is in progress. The transaction
	 * managers of JPA expose their connection, but do not mark it as transactional, so
	 * the JDBC transaction manager would commit it.
	 */
	private boolean isInTransactionOfAnotherManager() {
		return isLent(TransactionSynchronizationManager.getResource(this.dataSource));
	}

	private static boolean isLent(@Nullable Object resource) {
		return resource instanceof ConnectionHolder holder && !holder.isSynchronizedWithTransaction();
	}

}
