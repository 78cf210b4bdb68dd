package io.github.jwtsecurity.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.config.ConstructorArgumentValues;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link BuildTimeConditions}, with the settings that a build has recorded.
 */
class BuildTimeConditionsTests {

	private static final String SECRET = "jwt-security.secret=" + TestTokens.SECRET;

	private static Set<String> recorded;

	private static BuildTimeConditions conditions;

	@BeforeAll
	static void build() {
		LibraryContext.runner()
			.withSystemProperties("spring.aot.processing=true")
			.withPropertyValues("jwt-security.secret=${SECRET_AT_RUN_TIME}", "jwt-security.accounts.enabled=true",
					"jwt-security.mail.from=tasks@example.com", "jwt-security.mail.base-url=https://example.com",
					"jwt-security.mail.console=true", "SECRET_AT_RUN_TIME=" + TestTokens.SECRET)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				ConstructorArgumentValues arguments = context.getBeanFactory()
					.getBeanDefinition(context.getBeanNamesForType(BuildTimeConditions.class)[0])
					.getConstructorArgumentValues();
				Map<String, String> defaults = argument(arguments, 0);
				Map<String, String> values = argument(arguments, 1);
				recorded = values.keySet();
				conditions = new BuildTimeConditions(defaults, values);
			});
	}

	@SuppressWarnings("unchecked")
	private static Map<String, String> argument(ConstructorArgumentValues arguments, int index) {
		return (Map<String, String>) arguments.getIndexedArgumentValues().get(index).getValue();
	}

	@Test
	void everyRecordedSettingIsDocumented() throws IOException {
		String page = Files.readString(Path.of("../docs/native.md"));
		assertThat(recorded).hasSizeGreaterThan(10).contains("jwt-security.accounts.signup-enabled");
		assertThat(recorded).allSatisfy((name) -> assertThat(page)
			.contains(name.startsWith("jwt-security.") ? "`" + name.substring("jwt-security.".length()) + "`" : name));
	}

	@Test
	void startWhenSettingsAreThoseOfTheBuildThenStarts() {
		assertThatNoException().isThrownBy(() -> start(SECRET));
		assertThatNoException().isThrownBy(() -> start(SECRET, "jwt-security.accounts.enabled=on",
				"jwt-security.ownership.enabled=yes", "jwt-security.accounts.access-token-lifetime=1h"));
	}

	@ParameterizedTest
	@CsvSource({
			"jwt-security.web.require-https=true, when jwt-security.web.require-https was false, but now it is true",
			"jwt-security.accounts.enabled=no, when jwt-security.accounts.enabled was true, but now it is false",
			"jwt-security.ownership.enabled=false, when jwt-security.ownership.enabled was true, but now it is false",
			"jwt-security.accounts.admin-authorities[0]=admin, admin-authorities was not set, but now it is set",
			"jwt-security.mail.from=, when jwt-security.mail.from was set, but now it is not set",
			"jwt-security.audit.store=JDBC, when jwt-security.audit.store was log, but now it is jdbc" })
	void startWhenSettingHasChangedThenFails(String property, String message) {
		assertThatExceptionOfType(ChangedConditionException.class).isThrownBy(() -> start(SECRET, property))
			.withMessageContaining(message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "jwt-security.jwk-set-uri=https://issuer.example.com/jwks", "jwt-security.secret=" })
	void startWhenKeySourceHasChangedThenFailsWithTheRemedy(String property) {
		assertThatExceptionOfType(ChangedConditionException.class).isThrownBy(() -> start(property))
			.withMessageContaining("when the key source was [SECRET], but now it is")
			.satisfies((failure) -> {
				FailureAnalysis analysis = new ChangedConditionFailureAnalyzer().analyze(failure);
				assertThat(analysis.getAction()).contains("application.yml", "jwt-security.secret=${JWT_SECRET}",
						"profiles");
			});
	}

	@Test
	void startWhenNotBuiltAheadOfTimeThenNothingIsRecorded() {
		LibraryContext.runner()
			.withPropertyValues(SECRET)
			.run((context) -> assertThat(context).doesNotHaveBean(BuildTimeConditions.class));
	}

	private static void start(String... properties) {
		MockEnvironment environment = new MockEnvironment();
		Stream
			.concat(Stream.of("jwt-security.accounts.enabled=true", "jwt-security.mail.from=tasks@example.com",
					"jwt-security.mail.console=true"), Stream.of(properties))
			.map((property) -> property.split("=", 2))
			.forEach((property) -> environment.setProperty(property[0], property[1]));
		DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
		beanFactory.registerResolvableDependency(Environment.class, environment);
		beanFactory.registerSingleton("environment", environment);
		conditions.postProcessBeanFactory(beanFactory);
	}

}
