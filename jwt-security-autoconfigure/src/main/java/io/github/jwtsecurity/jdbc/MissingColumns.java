package io.github.jwtsecurity.jdbc;

import java.util.Set;

/**
 * A table or columns that a database lacks, and the script that contains them.
 *
 * @param table the name of the table
 * @param columns the names of the columns, empty if the table itself is missing
 * @param script the location of the script
 */
record MissingColumns(String table, Set<String> columns, String script) {

	/**
	 * Returns a sentence that names the table or columns, and one that names the script.
	 */
	String description() {
		return switch (this.columns.size()) {
			case 0 -> "The table " + this.table + " is missing. It is part of the script " + this.script + ".";
			case 1 -> "The column " + this.columns.iterator().next() + " of the table " + this.table
					+ " is missing. It is part of the script " + this.script + ".";
			default -> "The columns " + String.join(", ", this.columns) + " of the table " + this.table
					+ " are missing. They are part of the script " + this.script + ".";
		};
	}

}
