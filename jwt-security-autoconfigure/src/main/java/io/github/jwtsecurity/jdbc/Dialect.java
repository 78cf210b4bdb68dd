package io.github.jwtsecurity.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/**
 * The part of the library's SQL that differs between databases. A database without a
 * constant here is assumed to follow the SQL standard, so it only needs a schema script.
 *
 * @hidden
 */
public enum Dialect {

	/**
	 * The database PostgreSQL, where a constraint violation aborts the transaction of the
	 * caller.
	 */
	POSTGRESQL(Set.of("PostgreSQL"), "FETCH FIRST :limit ROWS ONLY", "ORDER BY id FOR UPDATE", "ON CONFLICT DO NOTHING",
			Set.of("42P01"), "42501"),

	/**
	 * MariaDB and MySQL. MySQL does not support {@code FETCH FIRST}.
	 */
	MYSQL(Set.of("MariaDB", "MySQL"), "LIMIT :limit", "ORDER BY id FOR UPDATE", "", Set.of("42S02"), "42000"),

	/**
	 * The database H2.
	 */
	H2(Set.of("H2"), "FETCH FIRST :limit ROWS ONLY", "ORDER BY id FOR UPDATE", "", Set.of("42S02", "42S03", "42S04"),
			"90096"),

	/**
	 * The SQL standard, in which rows of an ordered query cannot be locked.
	 */
	STANDARD(Set.of(), "FETCH FIRST :limit ROWS ONLY", "FOR UPDATE", "", Set.of("42S02"), "42000");

	private final Set<String> productNames;

	private final String limit;

	private final String lock;

	private final String onConflict;

	private final Set<String> missingTable;

	private final String accessDenied;

	Dialect(Set<String> productNames, String limit, String lock, String onConflict, Set<String> missingTable,
			String accessDenied) {
		this.productNames = productNames;
		this.limit = limit;
		this.lock = lock;
		this.onConflict = onConflict;
		this.missingTable = missingTable;
		this.accessDenied = accessDenied;
	}

	/**
	 * Returns the dialect of a database.
	 * @param dataSource the data source of the database
	 * @return the dialect
	 * @throws DataAccessResourceFailureException if the database cannot be reached
	 */
	public static Dialect of(DataSource dataSource) {
		String productName = productName(dataSource);
		return Stream.of(values())
			.filter((dialect) -> dialect.productNames.contains(productName))
			.findFirst()
			.orElse(STANDARD);
	}

	/**
	 * Returns the name of a database product.
	 * @param dataSource the data source of the database
	 * @return the name that the driver reports
	 * @throws DataAccessResourceFailureException if the database cannot be reached
	 */
	public static String productName(DataSource dataSource) {
		try {
			return JdbcUtils.extractDatabaseMetaData(dataSource, DatabaseMetaData::getDatabaseProductName);
		}
		catch (MetaDataAccessException ex) {
			throw new DataAccessResourceFailureException("The database cannot be reached", ex);
		}
	}

	/**
	 * Returns a query that finds a limited number of rows.
	 * @param query the query, which ends with {@code ORDER BY} and a line break
	 * @return the query with the parameter {@code limit}, the maximum number of rows
	 */
	public String limit(String query) {
		return query + this.limit;
	}

	/**
	 * Returns a query that locks the rows that it finds until the transaction ends. If
	 * the database supports it, the rows are locked in the order of their id, so that two
	 * transactions do not wait for each other.
	 * @param query the query, which ends with {@code WHERE} and a line break
	 * @return the query
	 */
	public String lock(String query) {
		return query + this.lock;
	}

	/**
	 * Returns an insertion that leaves the transaction of the caller usable if the key
	 * exists. In that case, the statement inserts no row, or fails with a
	 * {@link org.springframework.dao.DuplicateKeyException}.
	 * @param insert the insertion, which ends with a line break
	 * @return the insertion
	 */
	public String insertIfAbsent(String insert) {
		return insert + this.onConflict;
	}

	/**
	 * Returns whether a statement has failed because a table does not exist.
	 * @param failure the failure
	 * @return {@code true} if the SQLSTATE is that of a missing table
	 */
	boolean isMissingTable(SQLException failure) {
		String state = failure.getSQLState();
		return state != null && this.missingTable.contains(state);
	}

	/**
	 * Returns whether a valid statement has failed because the user does not have the
	 * right to it.
	 * @param failure the failure
	 * @return {@code true} if the SQLSTATE is that of a missing right
	 */
	boolean isAccessDenied(SQLException failure) {
		return this.accessDenied.equals(failure.getSQLState());
	}

}
