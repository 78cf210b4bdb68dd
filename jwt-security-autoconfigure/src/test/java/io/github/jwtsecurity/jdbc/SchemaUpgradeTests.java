package io.github.jwtsecurity.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.Race;
import io.github.jwtsecurity.TestDatabase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the upgrade of a database with the tables and rows of an earlier version.
 */
@ExtendWith(OutputCaptureExtension.class)
class SchemaUpgradeTests {

	private static final String FOLDER = "classpath:io/github/jwtsecurity/jdbc/migration/";

	/** The columns of version 1, and the values of a row with a number. */
	private static final Map<String, Row> ROWS = Map.of("jwt_security_user", new Row(
			"id, email, email_normalized, password_hash, created_at, last_login_at, enabled",
			"'user-%1$d', 'Alice%1$d@example.com', 'alice%1$d@example.com', '{noop}1', '2026-03-29 02:30:00', NULL, TRUE"),
			"jwt_security_session",
			new Row("id, user_id, created_at, last_used_at, expires_at, absolute_expires_at, user_agent, address,"
					+ " token_hash, generation, rotated_at, successor_nonce, ended_at",
					"'session-%1$d', 'user-1', '2026-03-29 02:30:00', '2026-03-29 02:30:01.123456', '2026-04-29 02:30:00',"
							+ " '2026-05-29 02:30:00', 'curl', '192.0.2.1', 'hash', %1$d, '2026-03-29 02:30:02', 'nonce', NULL"),
			"jwt_security_audit",
			new Row("id, occurred_at, event, outcome, reason, user_id, account, session_id, session_count, request_method,"
					+ " request_path, address, user_agent, request_id",
					"'record-%1$d', '2026-03-29 02:30:00', 'LoggedIn', 'success', NULL, 'user-1', 'alice@example.com',"
							+ " 'session-1', %1$d, 'POST', '/api/auth/login', '192.0.2.1', 'curl', 'request-1'"));

	private static final Map<String, Row> ROWS_OF_POSTGRESQL = Map.of("jwt_security_rate_limit",
			new Row("id, state, expires_at", "'bucket-%1$d', '\\x0102', %1$d"));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
		.withUserConfiguration(JdbcSchemaConfiguration.class);

	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void startWhenTablesAreOfTheVersionBeforeThenUpgradesAndKeepsRows(TestDatabase database) {
		database.withScript(firstScript(database));
		Map<String, List<String>> rows = insert(database, 1);
		ApplicationContextRunner always = this.runner.withPropertyValues(database.properties())
			.withPropertyValues("jwt-security.jdbc.initialize-schema=always");
		assertThat(new Schema(database.dataSource()).missing()).isNotEmpty();
		for (int start = 0; start < 2; start++) {
			always.run((context) -> assertThat(context).hasNotFailed());
			assertThat(new Schema(database.dataSource()).missing()).isEmpty();
			assertThat(rows(database)).isEqualTo(rows);
		}
		assertThatTheVersionBeforeCanInsert(database);
	}

	@Test
	void startWhenEmbeddedAndTablesAreOfTheVersionBeforeThenUpgrades() {
		TestDatabase database = TestDatabase.h2();
		database.withScript(firstScript(database));
		this.runner.withPropertyValues(database.properties()).run((context) -> assertThat(context).hasNotFailed());
		assertThat(new Schema(database.dataSource()).missing()).isEmpty();
	}

	/**
	 * Flyway can continue after an upgrade by the library.
	 */
	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void startWhenFlywayHasRunTheVersionBeforeThenUpgradesAndKeepsRows(TestDatabase database) {
		FluentConfiguration flyway = Flyway.configure()
			.dataSource(database.dataSource())
			.locations(FOLDER + database.platform());
		flyway.target("1").load().migrate();
		Map<String, List<String>> rows = insert(database, 1);
		this.runner.withPropertyValues(database.properties())
			.withPropertyValues("jwt-security.jdbc.initialize-schema=always")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(new Schema(database.dataSource()).missing()).isEmpty();
		assertThat(flyway.target("latest").load().migrate().migrationsExecuted).isEqualTo(Schema.SCRIPTS.size() - 1);
		assertThat(rows(database)).isEqualTo(rows);
	}

	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void startWhenFlywayRunsTheScriptsThenUpgradesAndKeepsRows(TestDatabase database) {
		ApplicationContextRunner flyway = this.runner
			.withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
			.withPropertyValues(database.properties())
			.withPropertyValues("jwt-security.jdbc.initialize-schema=never",
					"spring.flyway.locations=" + FOLDER + "{vendor}");
		flyway.withPropertyValues("spring.flyway.target=1").run((context) -> assertThat(context).hasNotFailed());
		Map<String, List<String>> rows = insert(database, 1);
		for (int start = 0; start < 2; start++) {
			flyway.run((context) -> assertThat(context).hasNotFailed());
			assertThat(new Schema(database.dataSource()).missing()).isEmpty();
			assertThat(rows(database)).isEqualTo(rows);
		}
	}

	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void initializeWhenManyInstancesAddAColumnAtOnceThenNoneFailsAndRowsAreKept(TestDatabase database,
			@TempDir Path directory, CapturedOutput output) throws Exception {
		List<String> scripts = withScript(directory,
				"ALTER TABLE jwt_security_user ADD COLUMN note VARCHAR(20) DEFAULT 'none' NOT NULL;");
		database.withScript(firstScript(database));
		Map<String, List<String>> rows = insert(database, 1);
		for (int instances : new int[] { 2, 20 }) {
			try (HikariDataSource pool = database.pool()) {
				List<Boolean> initialized = Race.run(instances, (number) -> initialize(pool, scripts));
				assertThat(initialized.contains(true)).isEqualTo(instances == 2);
				assertThat(new Schema(pool, scripts).missing()).isEmpty();
				assertThat(
						JdbcClient.create(pool).sql("SELECT note FROM jwt_security_user").query(String.class).single())
					.isEqualTo("none");
			}
			assertThat(rows(database)).isEqualTo(rows);
		}
		assertThat(output).doesNotContain("has failed");
		assertThatTheVersionBeforeCanInsert(database);
	}

	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void initializeWhenPoolDoesNotCommitThenUpgradeIsCommitted(TestDatabase database, @TempDir Path directory)
			throws IOException {
		List<String> scripts = withScript(directory, "ALTER TABLE jwt_security_user ADD COLUMN note VARCHAR(20);");
		database.withScript(firstScript(database));
		try (HikariDataSource pool = database.pool()) {
			pool.setAutoCommit(false);
			assertThat(initialize(pool, scripts)).isTrue();
		}
		assertThat(new Schema(database.dataSource(), scripts).missing()).isEmpty();
	}

	/**
	 * MariaDB and MySQL commit each statement, so a start may end between two of them.
	 */
	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void initializeWhenAScriptWasInterruptedThenRunsTheRest(TestDatabase database, @TempDir Path directory)
			throws IOException {
		List<String> scripts = withScript(directory, """
				ALTER TABLE jwt_security_user ADD COLUMN note VARCHAR(20);
				ALTER TABLE jwt_security_session ADD COLUMN note VARCHAR(20);
				""");
		database.withTables().execute("ALTER TABLE jwt_security_user ADD COLUMN note VARCHAR(20)");
		assertThat(initialize(database.dataSource(), scripts)).isTrue();
		assertThat(new Schema(database.dataSource(), scripts).missing()).isEmpty();
	}

	/**
	 * The script creates the table only if it does not exist.
	 */
	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void initializeWhenScriptDoesNotAddTheColumnThenFails(TestDatabase database) {
		database.withTables().execute("ALTER TABLE jwt_security_user DROP COLUMN enabled");
		assertThatExceptionOfType(UnusableTableException.class)
			.isThrownBy(() -> initialize(database.dataSource(), Schema.SCRIPTS))
			.withMessage("The column enabled of the table jwt_security_user is missing. It is part of the script %s.",
					FOLDER + database.platform() + "/V1__create_tables.sql");
	}

	/**
	 * A table that cannot be read at the moment does not count as complete.
	 */
	@Test
	void initializeWhenTableIsLockedThenFails() throws SQLException {
		TestDatabase database = TestDatabase.postgresql().withTables();
		DataSource impatient = new TestDatabase(database.url() + "?options=-c%20lock_timeout=1", database.user(),
				database.password())
			.dataSource();
		try (Connection connection = database.dataSource().getConnection()) {
			connection.setAutoCommit(false);
			connection.createStatement().execute("LOCK TABLE jwt_security_user");
			assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> initialize(impatient, Schema.SCRIPTS))
				.withMessageContaining("lock timeout");
		}
		assertThat(initialize(impatient, Schema.SCRIPTS)).isFalse();
	}

	/**
	 * A row of PostgreSQL's catalog has the number of the transaction that inserted it.
	 */
	@Test
	void initializeWhenPostgreSqlThenEachVersionIsATransaction() {
		TestDatabase database = TestDatabase.postgresql();
		initialize(database.dataSource(), Schema.SCRIPTS);
		assertThat(JdbcClient.create(database.dataSource())
			.sql("SELECT COUNT(DISTINCT CAST(xmin AS text)) FROM pg_class WHERE relname LIKE 'jwt_security%'")
			.query(Integer.class)
			.single()).isEqualTo(Schema.SCRIPTS.size());
	}

	private static List<String> withScript(Path directory, String statements) throws IOException {
		Path script = Files.writeString(directory.resolve("V9__test.sql"), statements);
		return Stream.concat(Schema.SCRIPTS.stream(), Stream.of(script.toUri().toString())).toList();
	}

	private static boolean initialize(DataSource dataSource, List<String> scripts) {
		return new SchemaInitializer(dataSource, DatabaseInitializationMode.ALWAYS, scripts).initializeDatabase();
	}

	private static String firstScript(TestDatabase database) {
		return "migration/" + database.platform() + "/V1__create_tables.sql";
	}

	private static void assertThatTheVersionBeforeCanInsert(TestDatabase database) {
		assertThat(insert(database, 2)).allSatisfy((table, rows) -> assertThat(rows).hasSize(2));
	}

	/**
	 * Inserts a row into each table of version 1, and returns all rows.
	 */
	private static Map<String, List<String>> insert(TestDatabase database, int number) {
		tables(database).forEach((table, row) -> database.execute(
				"INSERT INTO %s (%s) VALUES (%s)".formatted(table, row.columns(), row.values().formatted(number))));
		return rows(database);
	}

	private static Map<String, List<String>> rows(TestDatabase database) {
		JdbcClient jdbcClient = JdbcClient.create(database.dataSource());
		Map<String, List<String>> rows = new TreeMap<>();
		tables(database).forEach((table, row) -> rows.put(table,
				jdbcClient.sql("SELECT %s FROM %s ORDER BY id".formatted(row.columns(), table))
					.query()
					.listOfRows()
					.stream()
					.map((values) -> values.values().stream().map(SchemaUpgradeTests::text).toList().toString())
					.toList()));
		return rows;
	}

	private static Map<String, Row> tables(TestDatabase database) {
		Map<String, Row> tables = new TreeMap<>(ROWS);
		if (database.platform().equals("postgresql")) {
			tables.putAll(ROWS_OF_POSTGRESQL);
		}
		return tables;
	}

	private static String text(Object value) {
		return (value instanceof byte[] bytes) ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
	}

	private record Row(String columns, String values) {

	}

}
