package io.github.jwtsecurity.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.Race;
import io.github.jwtsecurity.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the creation of the tables, with and without Flyway.
 */
class SchemaInitializationTests {

	private static final String FOLDER = "io/github/jwtsecurity/jdbc/";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
				JdbcClientAutoConfiguration.class, DataSourceInitializationAutoConfiguration.class))
		.withUserConfiguration(JdbcSchemaConfiguration.class);

	@Test
	void startWhenEmbeddedThenTablesAreCreated() {
		this.runner.withPropertyValues(TestDatabase.h2().properties())
			.run((context) -> assertThat(hasTable(context.getBean(DataSource.class))).isTrue());
	}

	@Test
	void startWhenNotEmbeddedThenNothingIsCreated() {
		this.runner.withPropertyValues(TestDatabase.postgresql().properties())
			.run((context) -> assertThat(hasTable(context.getBean(DataSource.class))).isFalse());
	}

	@Test
	void startWhenNeverThenNothingIsCreated() {
		this.runner.withPropertyValues(TestDatabase.h2().properties())
			.withPropertyValues("jwt-security.jdbc.initialize-schema=never")
			.run((context) -> assertThat(hasTable(context.getBean(DataSource.class))).isFalse());
	}

	@Test
	void startWhenAlwaysThenTablesAreCreatedOnceAndKept() {
		for (TestDatabase database : List.of(TestDatabase.h2(), TestDatabase.postgresql(), TestDatabase.mariadb())) {
			ApplicationContextRunner always = this.runner.withPropertyValues(database.properties())
				.withPropertyValues("jwt-security.jdbc.initialize-schema=always");
			always.run((context) -> insert(context.getBean(JdbcClient.class)));
			always.run((context) -> assertThat(count(context.getBean(JdbcClient.class))).isOne());
		}
	}

	@Test
	void startWhenBeanUsesTheDatabaseThenTablesAreThereBefore() {
		this.runner.withPropertyValues(TestDatabase.h2().properties())
			.withUserConfiguration(EagerUser.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenApplicationHasAScriptThenItRunsToo(@TempDir Path directory) throws Exception {
		Path script = Files.writeString(directory.resolve("app.sql"), "CREATE TABLE note (id INT);");
		this.runner.withPropertyValues(TestDatabase.h2().properties())
			.withPropertyValues("spring.sql.init.schema-locations=" + script.toUri())
			.run((context) -> {
				assertThat(hasTable(context.getBean(DataSource.class))).isTrue();
				assertThat(context.getBean(JdbcClient.class).sql("SELECT id FROM note").query().listOfRows()).isEmpty();
			});
	}

	/**
	 * Flyway refuses a database with tables but without a history.
	 */
	@Test
	void startWhenFlywayAndFreshDatabaseThenMigrationsRunFirst(@TempDir Path directory) throws Exception {
		Files.writeString(directory.resolve("V1__note.sql"), "CREATE TABLE note (id INT);");
		TestDatabase database = TestDatabase.h2();
		for (int start = 0; start < 2; start++) {
			withFlyway(database, directory).run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(hasTable(context.getBean(DataSource.class))).isTrue();
				assertThat(context.getBean(JdbcClient.class).sql("SELECT id FROM note").query().listOfRows()).isEmpty();
			});
		}
	}

	@Test
	void startWhenScriptIsAMigrationThenTablesAreItsOwn(@TempDir Path directory) throws Exception {
		Files.copy(new ClassPathResource(FOLDER + "schema-h2.sql").getInputStream(),
				directory.resolve("V1__jwt_security.sql"));
		for (String mode : List.of("never", "embedded")) {
			withFlyway(TestDatabase.h2(), directory).withPropertyValues("jwt-security.jdbc.initialize-schema=" + mode)
				.run((context) -> {
					assertThat(context).hasNotFailed();
					assertThat(hasTable(context.getBean(DataSource.class))).isTrue();
				});
		}
	}

	@Test
	void initializeWhenManyInstancesStartAtOnceThenNoneFails() throws Exception {
		for (TestDatabase database : List.of(TestDatabase.h2(), TestDatabase.postgresql(), TestDatabase.mariadb())) {
			try (HikariDataSource pool = database.pool()) {
				assertThat(Race.run(20, (number) -> new SchemaInitializer(pool, DatabaseInitializationMode.ALWAYS)
					.initializeDatabase())).contains(true);
				assertThat(new Schema(pool).missing()).isEmpty();
			}
		}
	}

	private ApplicationContextRunner withFlyway(TestDatabase database, Path migrations) {
		return this.runner.withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
			.withPropertyValues(database.properties())
			.withPropertyValues("spring.flyway.locations=filesystem:" + migrations);
	}

	private static boolean hasTable(DataSource dataSource) {
		try {
			count(JdbcClient.create(dataSource));
			return true;
		}
		catch (BadSqlGrammarException ex) {
			return false;
		}
	}

	private static int count(JdbcClient jdbcClient) {
		return jdbcClient.sql("SELECT COUNT(*) FROM jwt_security_user").query(Integer.class).single();
	}

	private static void insert(JdbcClient jdbcClient) {
		jdbcClient.sql("""
				INSERT INTO jwt_security_user
					(id, email, email_normalized, password_hash, created_at, last_login_at, enabled)
				VALUES ('id-1', 'alice@example.com', 'alice@example.com', 'hash', '2026-03-29 02:30:00', NULL, TRUE)
				""").update();
	}

	@Configuration(proxyBeanMethods = false)
	static class EagerUser {

		@Bean
		Integer aaaFirst(JdbcClient jdbcClient) {
			return count(jdbcClient);
		}

	}

}
