package io.github.jwtsecurity.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import io.github.jwtsecurity.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The start with {@code initialize-schema=always} and a database user without the right
 * to create tables.
 */
@ExtendWith(OutputCaptureExtension.class)
class SchemaRightsTests {

	@ParameterizedTest
	@EnumSource
	void startWhenAllTablesAreThereThenStarts(Database database, CapturedOutput output) {
		TestDatabase owner = database.withTables();
		try (ConfigurableApplicationContext context = start(database.restricted(owner))) {
			JdbcClient jdbcClient = context.getBean(JdbcClient.class);
			assertThat(jdbcClient.sql("SELECT id FROM jwt_security_user").query().listOfRows()).isEmpty();
			assertThatThrownBy(() -> jdbcClient.sql("CREATE TABLE note (id INT)").update()).isNotNull();
			assertThat(output).doesNotContain("has failed");
		}
	}

	@ParameterizedTest
	@EnumSource
	void startWhenTablesAreMissingThenSaysWhich(Database database, CapturedOutput output) {
		TestDatabase owner = database.withTables();
		owner.execute("DROP TABLE jwt_security_audit", "DROP TABLE jwt_security_session");
		TestDatabase restricted = database.restricted(owner);
		assertThatThrownBy(() -> start(restricted)).hasRootCauseInstanceOf(SQLException.class);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The table jwt_security_session is missing.", "The table jwt_security_audit is missing.",
					"the right to create and alter tables", "/V1__create_tables.sql")
			.doesNotContain("The table jwt_security_user is missing", "V2__");
	}

	/**
	 * The failure names all scripts that somebody with the right has to run.
	 */
	@ParameterizedTest
	@EnumSource
	void startWhenColumnAndTableAreMissingThenNamesBothScripts(Database database, CapturedOutput output) {
		TestDatabase owner = database.withTables();
		owner.execute("DROP TABLE jwt_security_signing_key", "ALTER TABLE jwt_security_user DROP COLUMN enabled");
		TestDatabase restricted = database.restricted(owner);
		assertThatThrownBy(() -> start(restricted)).hasRootCauseInstanceOf(SQLException.class);
		assertThat(output).contains("The column enabled of the table jwt_security_user is missing.",
				"The table jwt_security_signing_key is missing.", "/V1__create_tables.sql, ",
				"/V2__create_signing_key_table.sql.");
	}

	/**
	 * Only the owner of a table can create an index.
	 */
	@Test
	void startWhenUserMayCreateTablesButOwnsNoneThenTheMissingOneIsCreated(CapturedOutput output) {
		TestDatabase owner = Database.POSTGRESQL.withTables();
		owner.execute("DROP TABLE jwt_security_audit", "GRANT CREATE ON SCHEMA public TO PUBLIC");
		try (ConfigurableApplicationContext context = start(Database.POSTGRESQL.restricted(owner))) {
			assertThat(context.getBean(JdbcClient.class).sql("SELECT id FROM jwt_security_audit").query().listOfRows())
				.isEmpty();
			assertThat(output).contains("has all tables and columns", "but a statement of the script has failed");
		}
	}

	@ParameterizedTest
	@EnumSource
	void startWhenUserMayNotReadTablesThenTheyCountAsThere(Database database) {
		TestDatabase owner = database.withTables();
		try (ConfigurableApplicationContext context = start(database.restricted(owner, "INSERT"))) {
			JdbcClient jdbcClient = context.getBean(JdbcClient.class);
			assertThatThrownBy(() -> jdbcClient.sql("SELECT id FROM jwt_security_user").query().listOfRows())
				.isNotNull();
		}
	}

	private static ConfigurableApplicationContext start(TestDatabase database) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(database.properties())
			.properties("jwt-security.jdbc.initialize-schema=always")
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
			JdbcClientAutoConfiguration.class })
	@Import(JdbcSchemaConfiguration.class)
	static class Application {

	}

	/** A database, with the statements that create a user who can only use its tables. */
	enum Database {

		POSTGRESQL(TestDatabase::postgresql, "CREATE ROLE %s LOGIN PASSWORD 'restricted'",
				"GRANT %2$s ON ALL TABLES IN SCHEMA public TO %1$s"),

		MARIADB(TestDatabase::mariadb, "CREATE USER %s@'%%' IDENTIFIED BY 'restricted'",
				"CREATE USER %s@localhost IDENTIFIED BY 'restricted'", "GRANT %2$s ON *.* TO %1$s@'%%'",
				"GRANT %2$s ON *.* TO %1$s@localhost"),

		H2(TestDatabase::h2, "CREATE USER %s PASSWORD 'restricted'", "GRANT %2$s ON SCHEMA public TO %1$s");

		private final Supplier<TestDatabase> newDatabase;

		private final List<String> statements;

		Database(Supplier<TestDatabase> newDatabase, String... statements) {
			this.newDatabase = newDatabase;
			this.statements = List.of(statements);
		}

		TestDatabase withTables() {
			return this.newDatabase.get().withTables();
		}

		TestDatabase restricted(TestDatabase owner) {
			return restricted(owner, "SELECT, INSERT, UPDATE, DELETE");
		}

		TestDatabase restricted(TestDatabase owner, String rights) {
			String user = "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
			owner.execute(this.statements.stream()
				.map((statement) -> statement.formatted(user, rights))
				.toArray(String[]::new));
			return new TestDatabase(owner.url().replace(";DB_CLOSE_DELAY=-1", ""), user, "restricted");
		}

	}

}
