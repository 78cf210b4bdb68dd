package io.github.jwtsecurity.jdbc;

import java.util.List;

import javax.sql.DataSource;

import org.springframework.jdbc.BadSqlGrammarException;

/**
 * A check at start-up that a table exists, so that not the first request fails.
 *
 * @hidden
 */
public final class SchemaCheck {

	private SchemaCheck() {
	}

	/**
	 * Checks that a table exists and has the columns that a statement needs.
	 * @param dataSource the data source of the table
	 * @param table the name of the table
	 * @param statement the statement, which reads all columns from the table
	 * @throws RuntimeException if the table or one of its columns is missing, with a
	 * failure analyzer that names it and the script that contains it; any other failure
	 * of the statement is rethrown unchanged
	 */
	public static void require(DataSource dataSource, String table, Runnable statement) {
		try {
			statement.run();
		}
		catch (BadSqlGrammarException ex) {
			List<MissingColumns> missing = new Schema(dataSource).missing(table);
			throw missing.isEmpty() ? new UnusableTableException(table, ex) : new UnusableTableException(missing, ex);
		}
	}

}
