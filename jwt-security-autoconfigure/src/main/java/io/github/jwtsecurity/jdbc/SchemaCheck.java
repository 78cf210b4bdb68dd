package io.github.jwtsecurity.jdbc;

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
	 * @param table the name of the table
	 * @param statement the statement, which reads from the table
	 * @throws RuntimeException if the table or one of its columns is missing, with a
	 * failure analyzer; any other failure of the statement is rethrown unchanged
	 */
	public static void require(String table, Runnable statement) {
		try {
			statement.run();
		}
		catch (BadSqlGrammarException ex) {
			throw new UnusableTableException(table, ex);
		}
	}

}
