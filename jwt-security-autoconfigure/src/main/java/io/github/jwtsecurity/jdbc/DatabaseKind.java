package io.github.jwtsecurity.jdbc;

import java.sql.DatabaseMetaData;

import javax.sql.DataSource;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/**
 * Where databases differ. It is public for the packages that have a table.
 */
public final class DatabaseKind {

	private DatabaseKind() {
	}

	/**
	 * Whether it is PostgreSQL, where a violated constraint ends the transaction of the
	 * caller.
	 * @param dataSource where the connections come from
	 * @return whether it is
	 * @throws DataAccessResourceFailureException if the database cannot be reached
	 */
	public static boolean isPostgres(DataSource dataSource) {
		try {
			return "PostgreSQL"
				.equals(JdbcUtils.extractDatabaseMetaData(dataSource, DatabaseMetaData::getDatabaseProductName));
		}
		catch (MetaDataAccessException ex) {
			throw new DataAccessResourceFailureException("The database cannot be reached", ex);
		}
	}

}
