package io.github.jwtsecurity.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.core.io.Resource;

/**
 * A version of the schema, and the script that upgrades the previous version. A database
 * has the version if it has all columns that the script adds.
 *
 * @param location the location of the script
 * @param script the script
 * @param changes the changes of tables in the script
 */
record SchemaVersion(String location, Resource script, List<TableChange> changes) {

	private static final Pattern CHANGE = Pattern.compile("(CREATE|ALTER) TABLE (?:IF NOT EXISTS )?(\\w+)([^;]*);");

	private static final Pattern COLUMN = Pattern.compile("(?m)^  ([a-z]\\w*) [A-Z]");

	private static final Pattern ADDED_COLUMN = Pattern.compile("ADD COLUMN (?:IF NOT EXISTS )?(\\w+)");

	/**
	 * Reads a script. In {@code CREATE TABLE}, each column is on a line of its own. Other
	 * columns are added with {@code ALTER TABLE} and {@code ADD COLUMN}.
	 * @param location the location of the script
	 * @param script the script
	 * @return the version
	 */
	static SchemaVersion read(String location, Resource script) {
		try {
			List<TableChange> changes = CHANGE.matcher(script.getContentAsString(StandardCharsets.UTF_8))
				.results()
				.map(SchemaVersion::change)
				.toList();
			return new SchemaVersion(location, script, changes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static TableChange change(MatchResult statement) {
		boolean creates = statement.group(1).equals("CREATE");
		Set<String> columns = (creates ? COLUMN : ADDED_COLUMN).matcher(statement.group(3))
			.results()
			.map((column) -> column.group(1))
			.collect(Collectors.toCollection(LinkedHashSet::new));
		return new TableChange(statement.group(2), creates, columns);
	}

	/**
	 * A new table, or new columns of a table.
	 *
	 * @param table the name of the table
	 * @param creates whether the table is new
	 * @param columns the names of the new columns
	 */
	record TableChange(String table, boolean creates, Set<String> columns) {

		/**
		 * Returns the part of this change that a database lacks.
		 * @param existing the columns of the table in the database, empty if there is no
		 * such table
		 * @param script the location of the script
		 * @return the missing table or columns, empty if nothing is missing
		 */
		Optional<MissingColumns> missingFrom(Set<String> existing, String script) {
			Set<String> missing = new LinkedHashSet<>(this.columns);
			missing.removeAll(existing);
			if (missing.isEmpty()) {
				return Optional.empty();
			}
			boolean tableIsMissing = this.creates && existing.isEmpty();
			return Optional.of(new MissingColumns(this.table, tableIsMissing ? Set.of() : missing, script));
		}

	}

}
