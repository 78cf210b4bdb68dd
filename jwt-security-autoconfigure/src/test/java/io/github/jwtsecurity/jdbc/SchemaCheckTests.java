package io.github.jwtsecurity.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.account.AccountAutoConfiguration;
import io.github.jwtsecurity.account.password.PasswordAutoConfiguration;
import io.github.jwtsecurity.session.SessionAutoConfiguration;
import io.github.jwtsecurity.token.TokenAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for the start with a table that is missing, incomplete or unreadable.
 */
@ExtendWith(OutputCaptureExtension.class)
class SchemaCheckTests {

	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void startWhenColumnsAreMissingThenNamesThemAndTheScript(TestDatabase database, CapturedOutput output) {
		database.withTables()
			.execute("ALTER TABLE jwt_security_session DROP COLUMN successor_nonce",
					"ALTER TABLE jwt_security_session DROP COLUMN rotated_at");
		assertStartFails(database);
		String script = location(database, "V1__create_tables.sql");
		assertThat(output).contains(
				"The columns rotated_at, successor_nonce of the table jwt_security_session are missing. They are part of the script "
						+ script + ".")
			.contains("Run with Flyway, Liquibase or by hand, in this order: " + script + ".")
			.doesNotContain("V2__");
	}

	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void startWhenTableIsMissingThenNamesItAndTheScript(TestDatabase database, CapturedOutput output) {
		database.withTables().execute("DROP TABLE jwt_security_user");
		assertStartFails(database);
		String script = location(database, "V1__create_tables.sql");
		assertThat(output).contains("The table jwt_security_user is missing. It is part of the script " + script + ".")
			.contains("Run with Flyway, Liquibase or by hand, in this order: " + script + ", "
					+ location(database, "V3__add_mail_and_authorities.sql") + ".");
	}

	@Test
	void startWhenTableCannotBeReadThenSaysSo(CapturedOutput output) {
		TestDatabase database = TestDatabase.postgresql().withTables();
		String user = "u" + database.url().substring(database.url().lastIndexOf('_') + 1).substring(0, 20);
		database.execute("CREATE ROLE " + user + " LOGIN PASSWORD 'reader'");
		assertStartFails(new TestDatabase(database.url(), user, "reader"));
		assertThat(output).containsPattern("The table jwt_security_(user|session) cannot be used\\.")
			.contains("There are scripts for each of h2, mariadb, mysql, postgresql")
			.contains("grant the database user the rights to read and change it");
	}

	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void missingWhenSeveralVersionsThenInTheOrderOfTheScripts(TestDatabase database, @TempDir Path directory)
			throws IOException {
		Path last = Files.writeString(directory.resolve("V9__test.sql"), """
				ALTER TABLE jwt_security_audit ADD COLUMN note VARCHAR(20);
				ALTER TABLE jwt_security_user ADD COLUMN note VARCHAR(20);
				""");
		List<String> scripts = Stream.concat(Schema.SCRIPTS.stream(), Stream.of(last.toUri().toString())).toList();
		database.withTables().execute("DROP TABLE jwt_security_audit", "DROP TABLE jwt_security_signing_key");
		Schema schema = new Schema(database.dataSource(), scripts);
		assertThat(schema.missing()).extracting(MissingColumns::description)
			.containsExactly(
					"The table jwt_security_audit is missing. It is part of the script "
							+ location(database, "V1__create_tables.sql") + ".",
					"The table jwt_security_signing_key is missing. It is part of the script "
							+ location(database, "V2__create_signing_key_table.sql") + ".",
					"The column actor_id of the table jwt_security_audit is missing. It is part of the script "
							+ location(database, "V3__add_mail_and_authorities.sql") + ".",
					"The column note of the table jwt_security_audit is missing. It is part of the script "
							+ last.toUri() + ".",
					"The column note of the table jwt_security_user is missing. It is part of the script "
							+ last.toUri() + ".");
		assertThat(schema.missing("jwt_security_user")).singleElement()
			.extracting(MissingColumns::script)
			.isEqualTo(last.toUri().toString());
		assertThat(schema.missing("jwt_security_session")).isEmpty();
	}

	private static String location(TestDatabase database, String name) {
		return "classpath:io/github/jwtsecurity/jdbc/migration/" + database.platform() + "/" + name;
	}

	private static void assertStartFails(TestDatabase database) {
		assertThatThrownBy(() -> new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(database.properties())
			.run("--jwt-security.secret=" + TestTokens.SECRET, "--jwt-security.accounts.enabled=true",
					"--jwt-security.jdbc.initialize-schema=never"))
			.hasRootCauseInstanceOf(SQLException.class);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, TokenAutoConfiguration.class,
			SessionAutoConfiguration.class, PasswordAutoConfiguration.class, AccountAutoConfiguration.class })
	static class Application {

	}

}
