package io.github.jwtsecurity.account;

import java.time.Instant;
import java.util.Set;

import javax.sql.DataSource;

import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.account.password.PasswordAutoConfiguration;
import io.github.jwtsecurity.jdbc.MissingRepositoryException;
import io.github.jwtsecurity.session.SessionAutoConfiguration;
import io.github.jwtsecurity.session.SessionRepository;
import io.github.jwtsecurity.token.TokenAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for the store of accounts, and for the failure at start-up without a store.
 */
@ExtendWith(OutputCaptureExtension.class)
class AccountAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class, SessionAutoConfiguration.class,
				PasswordAutoConfiguration.class, AccountAutoConfiguration.class))
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET, "jwt-security.accounts.enabled=true");

	private final ApplicationContextRunner runnerWithDatabase = this.runner
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
		.withPropertyValues(TestDatabase.h2().properties());

	@Test
	void startWhenEnabledThenAccountsAreInTheDatabase() {
		this.runnerWithDatabase.run((context) -> {
			AccountRepository repository = context.getBean(AccountRepository.class);
			Account account = new Account("id-1", EmailAddress.of("alice@example.com"), "hash", Instant.now(), null,
					true);
			assertThat(repository.insert(account)).isTrue();
			assertThat(repository.findByEmail(EmailAddress.of("Alice@Example.com"))).isEqualTo(account);
		});
	}

	@Test
	void startWhenNotEnabledThenNothing() {
		this.runnerWithDatabase.withPropertyValues("jwt-security.accounts.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(AccountRepository.class)
				.doesNotHaveBean(DataSourceScriptDatabaseInitializer.class));
	}

	@Test
	void startWhenRepositoryIsTheApplicationsThenBacksOffAndCreatesNothing() {
		AccountRepository own = mock(AccountRepository.class);
		ApplicationContextRunner ownAccounts = this.runnerWithDatabase.withBean(AccountRepository.class, () -> own);
		ownAccounts.run((context) -> assertThat(context.getBean(AccountRepository.class)).isSameAs(own));
		ownAccounts.withBean(SessionRepository.class, () -> mock(SessionRepository.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(DataSourceScriptDatabaseInitializer.class));
	}

	@Test
	void startWhenAuthoritiesAreTheApplicationsThenBacksOff() {
		AuthorityRepository own = mock(AuthorityRepository.class);
		given(own.findByUserId("alice")).willReturn(Set.of("notes", "admin"));
		this.runnerWithDatabase.withBean(AuthorityRepository.class, () -> own).run((context) -> {
			assertThat(context.getBean(AuthorityRepository.class)).isSameAs(own);
			assertThat(context.getBean(AccountService.class).authoritiesOf("alice")).containsExactly("admin", "notes");
		});
	}

	@Test
	void startWhenRepositoryIsTheApplicationsThenNoAuthoritiesUnlessTheyAreToo() {
		ApplicationContextRunner ownAccounts = this.runnerWithDatabase.withBean(AccountRepository.class,
				() -> mock(AccountRepository.class));
		ownAccounts.run((context) -> {
			assertThat(context).doesNotHaveBean(AuthorityRepository.class);
			assertThat(context.getBean(AccountService.class).authoritiesOf("alice")).isEmpty();
		});
		AuthorityRepository own = mock(AuthorityRepository.class);
		given(own.findByUserId("alice")).willReturn(Set.of("admin"));
		ownAccounts.withBean(AuthorityRepository.class, () -> own)
			.run((context) -> assertThat(context.getBean(AccountService.class).authoritiesOf("alice"))
				.containsExactly("admin"));
	}

	@Test
	void startWhenTableOfAuthoritiesIsMissingThenNamesItsScript() {
		TestDatabase database = TestDatabase.h2().withTables();
		database.execute("DROP TABLE jwt_security_authority");
		this.runner.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
			.withPropertyValues(database.properties())
			.withPropertyValues("jwt-security.jdbc.initialize-schema=never")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("jwt_security_authority"));
	}

	@Test
	void startWhenRepositoryIsTheApplicationsThenNeedsNoDatabaseAndNoJdbc() {
		ApplicationContextRunner ownRepository = this.runner
			.withBean(AccountRepository.class, () -> mock(AccountRepository.class))
			.withBean(SessionRepository.class, () -> mock(SessionRepository.class));
		ownRepository.run((context) -> assertThat(context).hasSingleBean(AccountRepository.class));
		ownRepository
			.withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc",
					"org.springframework.boot.sql"))
			.run((context) -> assertThat(context).hasSingleBean(AccountRepository.class));
	}

	@Test
	void startWhenAnotherBeanHasAnObviousNameThenNoConflict() {
		this.runnerWithDatabase.withBean("accountRepository", String.class, () -> "of the application")
			.run((context) -> assertThat(context).hasSingleBean(AccountRepository.class));
	}

	@Test
	void startWhenOneOfSeveralDataSourcesIsPrimaryThenAccountsAreThere() {
		TestDatabase primary = TestDatabase.h2();
		this.runner.withBean("other", DataSource.class, () -> dataSource(TestDatabase.h2()))
			.withBean("main", DataSource.class, () -> dataSource(primary), (definition) -> definition.setPrimary(true))
			.run((context) -> {
				assertThat(context).hasSingleBean(AccountRepository.class);
				assertThat(JdbcClient.create(dataSource(primary))
					.sql("SELECT COUNT(*) FROM jwt_security_user")
					.query(Integer.class)
					.single()).isZero();
			});
	}

	@Test
	void startWhenNoDataSourceThenSaysWhatToAdd(CapturedOutput output) {
		assertThatThrownBy(() -> run()).isInstanceOf(Exception.class);
		assertThat(output).contains("APPLICATION FAILED TO START", "jwt-security.accounts.enabled is true",
				"no DataSource.", "Action:", "spring-boot-starter-jdbc", "spring.datasource.url", "SessionRepository");
	}

	@Test
	void startWhenSeveralDataSourcesThenNamesThem(CapturedOutput output) {
		assertThatThrownBy(() -> run(TwoDataSources.class)).isInstanceOf(Exception.class);
		assertThat(output).contains("APPLICATION FAILED TO START", "no primary bean among the DataSources", "first",
				"second", "@Primary");
	}

	@Test
	void startWhenNoJdbcThenSaysSo() {
		this.runner.withBean(DataSource.class, () -> mock(DataSource.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.jdbc"))
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(MissingRepositoryException.class)
				.hasMessageContaining("no Spring JDBC on the class path"));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void startWhenTableIsMissingThenSaysHowToGetIt(boolean lazy, CapturedOutput output) {
		assertThatThrownBy(() -> new SpringApplicationBuilder(OneDataSource.class)
			.sources(TokenAutoConfiguration.class, SessionAutoConfiguration.class, AccountAutoConfiguration.class)
			.web(WebApplicationType.NONE)
			.lazyInitialization(lazy)
			.run("--jwt-security.secret=" + TestTokens.SECRET, "--jwt-security.accounts.enabled=true",
					"--jwt-security.jdbc.initialize-schema=never"))
			.isInstanceOf(Exception.class);
		assertThat(output).contains("APPLICATION FAILED TO START", "The table jwt_security_session is missing",
				"Action:", "jwt-security.jdbc.initialize-schema",
				"classpath:io/github/jwtsecurity/jdbc/migration/h2/V1__create_tables.sql", "Flyway", "Liquibase");
	}

	private static void run(Class<?>... configurations) {
		new SpringApplicationBuilder(configurations)
			.sources(TokenAutoConfiguration.class, SessionAutoConfiguration.class, AccountAutoConfiguration.class)
			.web(WebApplicationType.NONE)
			.run("--jwt-security.secret=" + TestTokens.SECRET, "--jwt-security.accounts.enabled=true",
					"--jwt-security.jdbc.initialize-schema=never");
	}

	private static DataSource dataSource(TestDatabase database) {
		return new DriverManagerDataSource(database.url(), database.user(), database.password());
	}

	@Configuration(proxyBeanMethods = false)
	static class OneDataSource {

		@Bean
		DataSource first() {
			return dataSource(TestDatabase.h2());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoDataSources {

		@Bean
		DataSource first() {
			return dataSource(TestDatabase.h2());
		}

		@Bean
		DataSource second() {
			return dataSource(TestDatabase.h2());
		}

	}

}
