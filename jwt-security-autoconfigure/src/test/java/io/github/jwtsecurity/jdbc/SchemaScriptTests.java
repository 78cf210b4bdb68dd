package io.github.jwtsecurity.jdbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.jdbc.SchemaVersion.TableChange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for the scripts of the tables: the complete ones, and those of the versions.
 */
class SchemaScriptTests {

	private static final Path FOLDER = Path.of("src/main/resources/io/github/jwtsecurity/jdbc");

	private static final String COLUMNS = """
			SELECT table_name, column_name, data_type, character_maximum_length, numeric_precision,
				datetime_precision, is_nullable, column_default, collation_name
			FROM information_schema.columns
			WHERE table_schema = :schema AND LOWER(table_name) LIKE 'jwt_security%'
			""";

	private static final String CONSTRAINTS = """
			SELECT table_name, constraint_name, constraint_type
			FROM information_schema.table_constraints
			WHERE table_schema = :schema AND LOWER(table_name) LIKE 'jwt_security%'
				AND constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')
			""";

	private static final List<String> INDEX = List.of("TABLE_NAME", "INDEX_NAME", "NON_UNIQUE", "ORDINAL_POSITION",
			"COLUMN_NAME", "ASC_OR_DESC", "FILTER_CONDITION");

	@ParameterizedTest
	@ValueSource(strings = { "h2", "mariadb", "mysql", "postgresql" })
	void scriptsThenTheyAreThoseInTheFolder(String platform) throws IOException {
		try (Stream<Path> files = Files.list(FOLDER.resolve("migration").resolve(platform))) {
			assertThat(files.map((file) -> FOLDER.relativize(file).toString()))
				.containsExactlyInAnyOrderElementsOf(names(platform));
		}
	}

	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void scriptsOfVersionsThenTablesAreThoseOfTheCompleteScript(TestDatabase upgraded) throws SQLException {
		TestDatabase complete = TestDatabase.each()
			.filter((database) -> database.platform().equals(upgraded.platform()))
			.findFirst()
			.orElseThrow()
			.withTables();
		names(upgraded.platform()).forEach(upgraded::withScript);
		assertThat(tables(upgraded)).isEqualTo(tables(complete)).hasSizeGreaterThan(50);
	}

	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void versionsThenTheirColumnsAreThoseOfTheDatabase(TestDatabase database) {
		database.withTables();
		Map<String, Set<String>> expected = new TreeMap<>();
		for (SchemaVersion version : new Schema(database.dataSource()).versions()) {
			assertThat(version.changes()).isNotEmpty();
			for (TableChange change : version.changes()) {
				assertThat(change.columns()).isNotEmpty();
				expected.computeIfAbsent(change.table(), (table) -> new TreeSet<>()).addAll(change.columns());
			}
		}
		Map<String, Set<String>> columns = new TreeMap<>();
		query(database, COLUMNS)
			.forEach((row) -> columns.computeIfAbsent(lowerCase(row.get("table_name")), (table) -> new TreeSet<>())
				.add(lowerCase(row.get("column_name"))));
		assertThat(columns).isEqualTo(expected);
	}

	/**
	 * MySQL is not available from Maven, but MariaDB accepts its scripts.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void scriptsForMySqlWhenRunTwiceThenTablesAreThere(boolean complete) {
		TestDatabase database = TestDatabase.mariadb();
		List<String> scripts = complete ? List.of("schema-mysql.sql") : names("mysql");
		assertThatNoException().isThrownBy(() -> {
			scripts.forEach(database::withScript);
			scripts.forEach(database::withScript);
		});
		assertThat(new Schema(database.dataSource()).missing()).isEmpty();
	}

	/**
	 * MariaDB distinguishes trailing blanks with {@code utf8mb4_nopad_bin}, a collation
	 * that MySQL does not have.
	 */
	@ParameterizedTest
	@MethodSource("namesForMariaDb")
	void scriptsForMariaDbAndMySqlThenTheyDifferInTheCollationOnly(String name) throws IOException {
		assertThat(text(name).replace("utf8mb4_nopad_bin", "utf8mb4_bin"))
			.isEqualTo(text(name.replace("mariadb", "mysql")));
	}

	static Stream<String> namesForMariaDb() {
		return Stream.concat(Stream.of("schema-mariadb.sql"), names("mariadb").stream());
	}

	/**
	 * Liquibase and Spring split a script at each semicolon, also in a text or a comment.
	 * Flyway replaces placeholders.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "h2", "mariadb", "mysql", "postgresql" })
	void scriptsThenASemicolonOnlyEndsAStatement(String platform) throws IOException {
		for (String name : names(platform)) {
			String script = text(name);
			assertThat(script.strip().split(";")).as(name)
				.allMatch((statement) -> statement.strip()
					.matches("(--.*\\R)*((CREATE|ALTER) (TABLE|INDEX)|SET @|(DEALLOCATE )?PREPARE|EXECUTE) ?[^;]*"))
				.allMatch((statement) -> StringUtils.countOccurrencesOf(statement, "'") % 2 == 0);
			assertThat(script).endsWith(";\n").doesNotContain("${", "/*");
		}
	}

	private static List<String> names(String platform) {
		return Schema.SCRIPTS.stream()
			.map((script) -> script.replace("classpath:io/github/jwtsecurity/jdbc/", "")
				.replace("{platform}", platform))
			.toList();
	}

	private static String text(String name) throws IOException {
		return new ClassPathResource("io/github/jwtsecurity/jdbc/" + name).getContentAsString(StandardCharsets.UTF_8);
	}

	private static SortedSet<String> tables(TestDatabase database) throws SQLException {
		SortedSet<String> tables = new TreeSet<>();
		Stream.of(COLUMNS, CONSTRAINTS)
			.flatMap((query) -> query(database, query).stream())
			.forEach((row) -> tables.add(line(row.values())));
		try (Connection connection = database.dataSource().getConnection()) {
			DatabaseMetaData metaData = connection.getMetaData();
			for (Object table : query(database, COLUMNS).stream()
				.map((row) -> row.get("table_name"))
				.distinct()
				.toList()) {
				try (ResultSet indexes = metaData.getIndexInfo(connection.getCatalog(), connection.getSchema(),
						table.toString(), false, false)) {
					while (indexes.next()) {
						List<Object> index = new ArrayList<>();
						for (String column : INDEX) {
							index.add(indexes.getObject(column));
						}
						tables.add(line(index));
					}
				}
			}
		}
		return tables;
	}

	private static List<Map<String, Object>> query(TestDatabase database, String query) {
		try (Connection connection = database.dataSource().getConnection()) {
			String schema = (connection.getSchema() != null) ? connection.getSchema() : connection.getCatalog();
			return JdbcClient.create(new SingleConnectionDataSource(connection, true))
				.sql(query)
				.param("schema", schema)
				.query()
				.listOfRows();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns values as a line, without the suffixes that H2 adds to the names of its own
	 * indexes.
	 */
	private static String line(Collection<?> values) {
		return lowerCase(values).replaceAll("(primary_key|_index)_\\w+", "$1");
	}

	private static String lowerCase(Object value) {
		return value.toString().toLowerCase(Locale.ROOT);
	}

}
