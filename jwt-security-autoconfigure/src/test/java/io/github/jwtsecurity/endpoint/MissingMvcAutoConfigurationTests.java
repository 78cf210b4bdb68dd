package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.account.AccountAttempt;
import io.github.jwtsecurity.account.AccountAutoConfiguration;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.account.Credentials;
import io.github.jwtsecurity.account.Signup;
import io.github.jwtsecurity.account.password.PasswordAutoConfiguration;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.session.SessionAutoConfiguration;
import io.github.jwtsecurity.token.TokenAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link MissingMvcAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class MissingMvcAutoConfigurationTests {

	private static final String ENABLED = "jwt-security.accounts.enabled=true";

	private static final AutoConfigurations LIBRARY = AutoConfigurations.of(TokenAutoConfiguration.class,
			SessionAutoConfiguration.class, PasswordAutoConfiguration.class, AccountAutoConfiguration.class,
			AccountEndpointAutoConfiguration.class, MissingMvcAutoConfiguration.class,
			DataSourceAutoConfiguration.class);

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(LIBRARY)
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET, "jwt-security.jdbc.initialize-schema=always")
		.withPropertyValues(TestDatabase.h2().properties());

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.web.servlet", "org.springframework.boot.webmvc" })
	void startWhenAccountsAndNoMvcThenFails(String missing) {
		assertFails(this.runner, missing);
		assertFails(new WebApplicationContextRunner().withConfiguration(LIBRARY), missing);
	}

	private static void assertFails(AbstractApplicationContextRunner<?, ?, ?> runner, String missing) {
		runner.withClassLoader(new FilteredClassLoader(missing)).withPropertyValues(ENABLED).run((context) -> {
			FailureAnalysis analysis = new MissingMvcFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("jwt-security.accounts.enabled is true", "Spring MVC");
			assertThat(analysis.getAction()).contains("spring-boot-starter-webmvc",
					"remove jwt-security.accounts.enabled");
		});
	}

	@Test
	void startWhenNoAccountsAndNoMvcThenStarts() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.web.servlet"))
			.withPropertyValues("jwt-security.accounts.enabled=off")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void runWhenAccountsAndNoMvcThenReportSaysWhatToDo(CapturedOutput output) {
		SpringApplicationBuilder application = new SpringApplicationBuilder(AllAutoConfigurations.class)
			.resourceLoader(new DefaultResourceLoader(
					new FilteredClassLoader("org.springframework.boot.webmvc", "org.springframework.web.servlet")))
			.web(WebApplicationType.NONE)
			.properties(ENABLED, "jwt-security.secret=" + TestTokens.SECRET);
		assertThatException().isThrownBy(application::run);
		assertThat(output).contains("APPLICATION FAILED TO START", "Spring MVC is not on the class path",
				"Add spring-boot-starter-webmvc");
	}

	@Test
	void runWhenBatchJobWithMvcThenAccountsCanBeUsed() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(AllAutoConfigurations.class)
			.web(WebApplicationType.NONE)
			.properties(ENABLED, "jwt-security.secret=" + TestTokens.SECRET)
			.properties(TestDatabase.h2().properties())
			.run()) {
			Signup<String> signup = context.getBean(AccountService.class)
				.signUp(new Credentials("alice@example.com", "Correct-horse-1", Client.UNKNOWN),
						AccountAttempt.granting((account) -> account.email().text()))
				.join();
			assertThat(signup).isEqualTo(new Signup.Created<>("alice@example.com"));
		}
	}

}
