package io.github.jwtsecurity.jdbc;

import org.springframework.jdbc.BadSqlGrammarException;

/**
 * Makes a missing table fail the start, not the first request. It is public for the
 * packages that have a table.
 */
public final class SchemaCheck {

	private SchemaCheck() {
	}

	/**
	 * Checks that a table is there and has the columns that a statement needs.
	 * @param table the name of the table
	 * @param statement reads from the table
	 * @throws RuntimeException if the table is not as it has to be, explained by a
	 * failure analyzer; any other failure of the statement as it is
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
