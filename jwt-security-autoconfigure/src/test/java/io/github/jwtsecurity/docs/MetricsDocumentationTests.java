package io.github.jwtsecurity.docs;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent.RateLimited;
import io.github.jwtsecurity.event.JwtSecurityEvent.TokenRefused;
import io.github.jwtsecurity.event.RefusedToken;
import io.github.jwtsecurity.event.RequestLine;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table and claims of {@code docs/metrics.md}.
 */
class MetricsDocumentationTests {

	private static final String OPERATOR = TestTokens.withScope("operator", "operations");

	private static final Page PAGE = Page.of("docs/metrics.md");

	private static final String[] ACCOUNTS = { "jwt-security.secret=" + TestTokens.SECRET,
			"jwt-security.accounts.enabled=true", "jwt-security.mail.console=true",
			"jwt-security.mail.base-url=https://tasks.example.com" };

	private static final String KEY_SET = "jwt-security.jwk-set-uri=https://issuer.example/jwks";

	private final WebApplicationContextRunner runner = LibraryContext.runner()
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
		.withBean(SimpleMeterRegistry.class);

	@Test
	void metersAreThoseOfTheTable() {
		Map<String, String> meters = new TreeMap<>();
		this.runner.withPropertyValues(ACCOUNTS).run((context) -> {
			refuse(context);
			meters.putAll(describe(context, (tags) -> String.join(", ", tags.keySet())));
		});
		this.runner.withPropertyValues(KEY_SET)
			.run((context) -> meters.putAll(describe(context, (tags) -> String.join(", ", tags.keySet()))));
		assertThat(rows().collect(Collectors.toMap((row) -> row.get(0),
				(row) -> row.get(1) + " " + row.get(2).replaceAll(":.*", "").replace("–", ""))))
			.containsExactlyInAnyOrderEntriesOf(meters);
	}

	@Test
	void valuesThatAreNamedAreThereFromTheStart() {
		this.runner.withPropertyValues(ACCOUNTS).run((context) -> {
			Map<String, String> meters = describe(context,
					(tags) -> tags.entrySet()
						.stream()
						.map((tag) -> tag.getKey() + ": " + String.join(", ", tag.getValue()))
						.collect(Collectors.joining("; ")));
			assertThat(rows().filter((row) -> row.get(2).contains(":"))).hasSize(4)
				.allSatisfy((row) -> assertThat(meters.get(row.get(0))).isEqualTo("counter " + sorted(row.get(2))));
			assertThat(meters).containsEntry("jwtsecurity.tokens.refused",
					"counter code: token_missing; reason: missing");
			assertThat(meters).doesNotContainKey("jwtsecurity.requests.throttled");
		});
	}

	@Test
	void namesFollowTheConvention() {
		assertThat(rows()).isNotEmpty().allSatisfy((row) -> {
			assertThat(row.get(0)).matches("jwtsecurity(\\.[a-z]+)+");
			assertThat(row.get(2)).matches("–|[a-z]+(, [a-z]+)*|[a-z]+: [a-z_]+(, [a-z_]+)*");
		});
	}

	@Test
	void metersNeedAccountsOrAKeySet() {
		this.runner.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET)
			.run((context) -> assertThat(describe(context, Object::toString).keySet())
				.noneMatch((name) -> name.matches("jwtsecurity\\.(keys|password\\.hash)\\..*"))
				.contains("jwtsecurity.logins"));
	}

	@Test
	void metersCanBeSwitchedOff() {
		this.runner.withPropertyValues(ACCOUNTS)
			.withPropertyValues("management.metrics.enable.jwtsecurity=false")
			.run((context) -> {
				refuse(context);
				assertThat(describe(context, Object::toString)).isEmpty();
			});
	}

	@Test
	void endpointShowsWhatWasCounted() {
		try (NoteServer server = NoteServer.startWithAccounts(NoteRoutes.class, NoteServer.ALL_AUTO_CONFIGURATIONS,
				"management.endpoints.web.exposure.include=metrics",
				"jwt-security.web.actuator-authorities=SCOPE_operations")) {
			Map<String, String> alice = Map.of("email", "alice@example.com", "password", "Correct-horse-1");
			server.json().post("/api/auth/signup", alice);
			server.json().post("/api/auth/login", alice);
			server.json().post("/api/auth/login", Map.of("email", "alice@example.com", "password", "Wrong-horse-1"));
			server.json().post("/api/auth/login", Map.of("email", "bob@example.com", "password", "Wrong-horse-1"));
			assertThat(count(server, "logins")).isEqualTo(3);
			assertThat(count(server, "logins?tag=outcome:wrong_password")).isOne();
			assertThat(count(server, "signups")).isOne();
			assertThat(count(server, "password.hash.wait")).isEqualTo(4);
			assertThat(count(server, "tokens.cache.gets?tag=result:miss")).isOne();
			assertThat(count(server, "tokens.cache.gets?tag=result:hit")).isEqualTo(5);
			server.json().get("/actuator/metrics/jwtsecurity.logins").refused(401, "token_missing");
		}
	}

	private static void refuse(ApplicationContext context) {
		context.publishEvent(new TokenRefused(Instant.EPOCH, "token_expired", "EXPIRED", RefusedToken.UNKNOWN,
				new RequestLine("GET", "/"), Client.UNKNOWN));
		context.publishEvent(new RateLimited(Instant.EPOCH, null, null, "login.per-account", Client.UNKNOWN));
	}

	private static double count(NoteServer server, String meter) {
		return server.json()
			.get("/actuator/metrics/jwtsecurity." + meter, "Authorization", "Bearer " + OPERATOR)
			.json()
			.at("/measurements/0/value")
			.asDouble();
	}

	private static Stream<List<String>> rows() {
		return PAGE.rows().stream().filter((row) -> row.get(0).startsWith("jwtsecurity."));
	}

	private static String sorted(String tag) {
		String[] parts = tag.split(": ");
		return parts[0] + ": " + Stream.of(parts[1].split(", ")).sorted().collect(Collectors.joining(", "));
	}

	/**
	 * Returns the meters of the library by their names, with their types and a selected
	 * part of the values of their tags.
	 */
	private static Map<String, String> describe(ApplicationContext context,
			Function<Map<String, Set<String>>, String> tags) {
		Map<String, List<Meter.Id>> meters = context.getBean(MeterRegistry.class)
			.getMeters()
			.stream()
			.map(Meter::getId)
			.filter((id) -> id.getName().startsWith("jwtsecurity."))
			.collect(Collectors.groupingBy(Meter.Id::getName));
		return meters.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey,
					(meter) -> meter.getValue().get(0).getType().name().toLowerCase() + " "
							+ tags.apply(values(meter.getValue()))));
	}

	private static Map<String, Set<String>> values(List<Meter.Id> ids) {
		return ids.stream()
			.flatMap((id) -> id.getTags().stream())
			.collect(Collectors.groupingBy(Tag::getKey, TreeMap::new,
					Collectors.mapping(Tag::getValue, Collectors.toCollection(TreeSet::new))));
	}

}
