package io.github.jwtsecurity.jdbc;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import javax.sql.DataSource;

import io.github.jwtsecurity.jdbc.SchemaVersion.TableChange;

import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.ResourceLoader;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The schema of the library in a database: its versions, and the tables and columns that
 * the database lacks. The version is derived from the columns rather than stored, since
 * Flyway, Liquibase or a person may have run the scripts.
 */
final class Schema {

	private static final String FOLDER = "classpath:io/github/jwtsecurity/jdbc/migration/{platform}/";

	/**
	 * The locations of the scripts, in the order of their versions.
	 */
	static final List<String> SCRIPTS = List.of(FOLDER + "V1__create_tables.sql",
			FOLDER + "V2__create_signing_key_table.sql", FOLDER + "V3__add_mail_and_authorities.sql");

	private final DataSource dataSource;

	private final List<SchemaVersion> versions;

	Schema(DataSource dataSource) {
		this(dataSource, SCRIPTS);
	}

	Schema(DataSource dataSource, List<String> scripts) {
		this.dataSource = dataSource;
		String platform = DatabaseDriver.fromProductName(Dialect.productName(dataSource)).getId();
		ResourceLoader resourceLoader = new DefaultResourceLoader();
		this.versions = scripts.stream()
			.map((script) -> script.replace("{platform}", platform))
			.filter((location) -> resourceLoader.getResource(location).exists())
			.map((location) -> SchemaVersion.read(location, resourceLoader.getResource(location)))
			.toList();
	}

	/**
	 * Returns the versions in their order, none if there are no scripts for the database.
	 */
	List<SchemaVersion> versions() {
		return this.versions;
	}

	/**
	 * Returns whether the database has all tables and columns of a version.
	 */
	boolean has(SchemaVersion version) {
		return missing(List.of(version), (table) -> true).isEmpty();
	}

	/**
	 * Returns the tables and columns that the database lacks, in the order of the
	 * versions.
	 */
	List<MissingColumns> missing() {
		return missing(this.versions, (table) -> true);
	}

	/**
	 * Returns the columns that a table lacks, in the order of the versions.
	 */
	List<MissingColumns> missing(String table) {
		return missing(this.versions, table::equals);
	}

	private List<MissingColumns> missing(List<SchemaVersion> versions, Predicate<String> tables) {
		List<MissingColumns> missing = new ArrayList<>();
		Map<String, Optional<Set<String>>> existing = new HashMap<>();
		for (SchemaVersion version : versions) {
			for (TableChange change : version.changes()) {
				if (tables.test(change.table())) {
					existing.computeIfAbsent(change.table(), this::columns)
						.flatMap((columns) -> change.missingFrom(columns, version.location()))
						.ifPresent(missing::add);
				}
			}
		}
		return missing;
	}

	/**
	 * Returns the columns of a table: none if the table does not exist, and an empty
	 * {@code Optional} if the user does not have the right to read the table.
	 * {@link SchemaCheck} checks the tables that are needed.
	 */
	private Optional<Set<String>> columns(String table) {
		try {
			return Optional.of(JdbcClient.create(this.dataSource)
				.sql("SELECT * FROM " + table + " WHERE 1 = 0")
				.query((ResultSetExtractor<Set<String>>) Schema::names));
		}
		catch (DataAccessException ex) {
			if (ex.getMostSpecificCause() instanceof SQLException cause) {
				Dialect dialect = Dialect.of(this.dataSource);
				if (dialect.isMissingTable(cause)) {
					return Optional.of(Set.of());
				}
				if (dialect.isAccessDenied(cause)) {
					return Optional.empty();
				}
			}
			throw ex;
		}
	}

	private static Set<String> names(ResultSet rows) throws SQLException {
		ResultSetMetaData metaData = rows.getMetaData();
		Set<String> names = new HashSet<>();
		for (int column = 1; column <= metaData.getColumnCount(); column++) {
			names.add(metaData.getColumnName(column).toLowerCase(Locale.ROOT));
		}
		return names;
	}

}
