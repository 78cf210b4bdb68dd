package io.github.jwtsecurity.account;

import java.util.function.Supplier;

import javax.sql.DataSource;

import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.jdbc.WriteTransaction;

import org.springframework.dao.DataAccessException;

/**
 * A unit of work that is a transaction of the application's database.
 */
final class JdbcUnitOfWork implements UnitOfWork {

	private final WriteTransaction transaction;

	JdbcUnitOfWork(DataSource dataSource) {
		this.transaction = new WriteTransaction(dataSource);
	}

	@Override
	public <T> T execute(Supplier<T> work) {
		try {
			return this.transaction.execute(work);
		}
		catch (DataAccessException ex) {
			throw new StoreException("accounts", ex);
		}
	}

}
