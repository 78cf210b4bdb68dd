package io.github.jwtsecurity.jdbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
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
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

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
				initializeAtOnce(pool, 20);
				assertThat(hasTable(pool)).isTrue();
			}
		}
	}

	/**
	 * MySQL is not available from Maven, but MariaDB accepts its script.
	 */
	@Test
	void scriptForMySqlWhenRunTwiceThenTablesAreThere() {
		try (HikariDataSource pool = TestDatabase.mariadb().pool()) {
			ResourceDatabasePopulator script = new ResourceDatabasePopulator(
					new ClassPathResource(FOLDER + "schema-mysql.sql"));
			assertThatNoException().isThrownBy(() -> {
				script.execute(pool);
				script.execute(pool);
			});
			assertThat(hasTable(pool)).isTrue();
		}
	}

	/**
	 * MariaDB distinguishes trailing blanks with {@code utf8mb4_nopad_bin}, a collation
	 * that MySQL does not have.
	 */
	@Test
	void scriptsForMariaDbAndMySqlThenTheyDifferInTheCollationOnly() throws Exception {
		assertThat(script("schema-mariadb.sql").replace("utf8mb4_nopad_bin", "utf8mb4_bin"))
			.isEqualTo(script("schema-mysql.sql"));
	}

	private static String script(String name) throws IOException {
		return new ClassPathResource(FOLDER + name).getContentAsString(StandardCharsets.UTF_8);
	}

	private ApplicationContextRunner withFlyway(TestDatabase database, Path migrations) {
		return this.runner.withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
			.withPropertyValues(database.properties())
			.withPropertyValues("spring.flyway.locations=filesystem:" + migrations);
	}

	private static void initializeAtOnce(DataSource dataSource, int instances) throws Exception {
		CyclicBarrier start = new CyclicBarrier(instances);
		ExecutorService executor = Executors.newFixedThreadPool(instances);
		try {
			Callable<Boolean> instance = () -> {
				SchemaInitializer initializer = new SchemaInitializer(dataSource, DatabaseInitializationMode.ALWAYS);
				initializer.setResourceLoader(new DefaultResourceLoader());
				start.await();
				return initializer.initializeDatabase();
			};
			for (Future<Boolean> initialized : executor
				.invokeAll(IntStream.range(0, instances).mapToObj((number) -> instance).toList())) {
				assertThat(initialized.get()).isTrue();
			}
		}
		finally {
			executor.shutdownNow();
		}
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
