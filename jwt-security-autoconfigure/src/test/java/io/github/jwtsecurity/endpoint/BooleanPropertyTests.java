package io.github.jwtsecurity.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.PropertyMetadata;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for all boolean properties, in all spellings that Spring Boot binds. All
 * properties of the application are set, and one of them is changed. A new property
 * without an effect on the observation needs a request in {@link #requests}.
 */
class BooleanPropertyTests {

	private static final Spelling PLAIN = new Spelling("true", "false");

	private static final List<Spelling> SPELLINGS = List.of(new Spelling("on", "off"), new Spelling("YES", "No"),
			new Spelling("1", "0"));

	/**
	 * The properties that differ from their defaults, so that the others have an effect.
	 */
	private static final List<String> NOT_DEFAULT = List.of("jwt-security.accounts.enabled",
			"jwt-security.cookie.enabled", "jwt-security.generate-secret");

	/**
	 * The observation of the application with the unchanged value of every property.
	 */
	private static Observation unchanged;

	private final WebApplicationContextRunner runner = LibraryContext.runnerWithServer()
		.withUserConfiguration(Observers.class, AccountApplication.Controller.class)
		.withPropertyValues("jwt-security.rate-limit.login.per-account=1/1h",
				"jwt-security.accounts.access-token-lifetime=1h", "jwt-security.sessions.sliding.threshold=2h");

	static Stream<String> properties() {
		return metadata().map(PropertyMetadata::name);
	}

	private static Stream<PropertyMetadata> metadata() {
		return PropertyMetadata.read().stream().filter((property) -> property.type().equals(Boolean.class.getName()));
	}

	@Test
	void startWhenPropertiesAreSpelledDifferentlyThenSameApplication() {
		Observation expected = unchanged();
		assertThat(expected.answers()).element(3).asString().startsWith("201 ");
		assertThat(SPELLINGS).allSatisfy((spelling) -> assertThat(observe(values(), spelling)).isEqualTo(expected));
	}

	@ParameterizedTest
	@MethodSource("properties")
	void startWhenPropertyIsChangedThenOtherApplicationThatIsTheSameInAllSpellings(String property) {
		Map<String, Boolean> values = values();
		values.computeIfPresent(property, (name, value) -> !value);
		Observation expected = observe(values, PLAIN);
		assertThat(expected).isNotEqualTo(unchanged());
		assertThat(SPELLINGS).allSatisfy((spelling) -> assertThat(observe(values, spelling)).isEqualTo(expected));
	}

	@ParameterizedTest
	@MethodSource("properties")
	void startWhenPropertyIsNoBooleanThenFailsAndNamesIt(String property) {
		for (String value : List.of("maybe", "")) {
			this.runner.withPropertyValues(TestDatabase.h2().properties())
				.withPropertyValues("jwt-security.accounts.enabled=true", "jwt-security.secret=" + TestTokens.SECRET)
				.withPropertyValues(property + "=" + value)
				.run((context) -> assertThat(context).getFailure()
					.satisfies((failure) -> assertThat(causes(failure)).filteredOn(BindException.class::isInstance)
						.extracting((cause) -> ((BindException) cause).getName().toString())
						.as(value)
						.contains(property)));
		}
	}

	private static List<Throwable> causes(Throwable failure) {
		return Stream.iterate(failure, (cause) -> cause != null, Throwable::getCause).toList();
	}

	private static Map<String, Boolean> values() {
		Map<String, Boolean> values = new TreeMap<>();
		metadata().forEach((property) -> values.put(property.name(),
				NOT_DEFAULT.contains(property.name()) != Boolean.parseBoolean(property.defaultValue())));
		return values;
	}

	private Observation unchanged() {
		if (unchanged == null) {
			unchanged = observe(values(), PLAIN);
		}
		return unchanged;
	}

	private Observation observe(Map<String, Boolean> values, Spelling spelling) {
		List<Observation> observed = new ArrayList<>();
		this.runner.withPropertyValues(TestDatabase.h2().properties())
			.withPropertyValues(values.entrySet()
				.stream()
				.map((property) -> property.getKey() + "=" + spelling.of(property.getValue()))
				.toArray(String[]::new))
			.run((context) -> observed.add(observe(context)));
		return observed.get(0);
	}

	private static Observation observe(AssertableWebApplicationContext context) {
		if (context.getStartupFailure() != null) {
			Throwable cause = NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure());
			return new Observation(List.of(), List.of(cause.toString()), List.of());
		}
		WebServerApplicationContext server = (WebServerApplicationContext) context.getSourceApplicationContext();
		return new Observation(List.of(context.getBeanDefinitionNames()),
				requests(new JsonHttp(server.getWebServer().getPort()), context.getBean(MutableClock.class)),
				context.getBean(Observers.class).accounts);
	}

	/**
	 * Sends requests whose responses show the effects that the beans do not show.
	 */
	private static List<String> requests(JsonHttp http, MutableClock clock) {
		List<Answer> answers = new ArrayList<>();
		for (String password : List.of("no-uppercase-1", "NO-LOWERCASE-1", "No-digit-here", "Correct-horse-1")) {
			answers.add(http.post("/api/auth/signup",
					Map.of("email", "a-" + password + "@example.com", "password", password)));
		}
		Answer loggedIn = http.post("/api/auth/login",
				Map.of("email", "a-Correct-horse-1@example.com", "password", "Correct-horse-1", "delivery", "body"));
		answers.add(loggedIn);
		clock.advance(Duration.ofMinutes(1));
		String[] bearer = loggedIn.bearer();
		answers.add(http.get("/api/auth/me", bearer));
		answers.add(http.get("/api/bob/items", bearer));
		for (int i = 0; i < 2; i++) {
			answers.add(http.post("/api/auth/login", Map.of("email", "bob@example.com", "password", "guess")));
		}
		return answers.stream().map(BooleanPropertyTests::describe).toList();
	}

	private static String describe(Answer answer) {
		Map<String, List<String>> headers = answer.response().headers().map();
		List<String> cookies = headers.getOrDefault("set-cookie", List.of())
			.stream()
			.map((cookie) -> cookie.replaceAll("=.*?(; Path)|; (Max-Age|Expires)=[^;]*", "$1"))
			.toList();
		return answer.status() + " " + headers.keySet() + " " + cookies;
	}

	private record Spelling(String yes, String no) {

		String of(boolean value) {
			return value ? this.yes : this.no;
		}

	}

	/**
	 * The observable state of an application.
	 *
	 * @param beans the names of its beans
	 * @param answers its responses
	 * @param accounts the accounts in its audit trail
	 */
	private record Observation(List<String> beans, List<String> answers, List<String> accounts) {

	}

	@Configuration(proxyBeanMethods = false)
	static class Observers {

		private final List<String> accounts = new CopyOnWriteArrayList<>();

		@Bean
		MutableClock clock() {
			return new MutableClock();
		}

		@Bean
		SimpleMeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

		@EventListener
		void on(AuditApplicationEvent event) {
			this.accounts.add(String.valueOf(event.getAuditEvent().getData().get("account")));
		}

	}

}
