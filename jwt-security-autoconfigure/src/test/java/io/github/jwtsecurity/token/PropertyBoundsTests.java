package io.github.jwtsecurity.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.PropertyMetadata;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for all durations, sizes and counts of the metadata, at their bounds and beyond.
 */
class PropertyBoundsTests {

	private static final String KEY_SET = "jwt-security.jwk-set.";

	private static final String RATE_LIMIT = "io.github.jwtsecurity.ratelimit.RateLimit";

	private static final String[] ACCOUNTS = { "jwt-security.secret=" + TestTokens.SECRET,
			"jwt-security.signing.store=jdbc", "jwt-security.signing.encryption-secret=encryption-" + TestTokens.SECRET,
			"jwt-security.accounts.enabled=true", "jwt-security.audit.store=jdbc",
			"jwt-security.sessions.sliding.enabled=true" };

	private static final String ISSUER = "jwt-security.jwk-set-uri=https://issuer.example/jwks";

	/**
	 * The other properties that are required to set a property of a key set to one of its
	 * bounds.
	 */
	private static final Map<String, String> FITTING = Map.of(KEY_SET + "time-to-live",
			KEY_SET + "min-fetch-interval=1ms", KEY_SET + "min-fetch-interval", KEY_SET + "time-to-live=1d");

	private final WebApplicationContextRunner withoutServer = LibraryContext
		.runner(SecurityFilterAutoConfiguration.class);

	private final WebApplicationContextRunner withServer = LibraryContext.runnerWithServer()
		.withUserConfiguration(Controller.class);

	/**
	 * The properties of an application with accounts.
	 */
	private static List<ConfigurationPropertiesBean> withAccounts;

	/**
	 * The properties of an application with a key set.
	 */
	private static List<ConfigurationPropertiesBean> withKeySet;

	@BeforeAll
	static void start() {
		WebApplicationContextRunner runner = LibraryContext.runner();
		runner.withPropertyValues(ACCOUNTS)
			.withPropertyValues(TestDatabase.h2().properties())
			.run((context) -> withAccounts = beans(context));
		runner.withPropertyValues(ISSUER).run((context) -> withKeySet = beans(context));
	}

	private static List<ConfigurationPropertiesBean> beans(AssertableWebApplicationContext context) {
		assertThat(context).hasNotFailed();
		return List.copyOf(ConfigurationPropertiesBean.getAll(context).values());
	}

	static Stream<PropertyMetadata> properties() {
		return PropertyMetadata.read()
			.stream()
			.filter((property) -> property.name().startsWith("jwt-security."))
			.filter((property) -> List
				.of(Duration.class.getName(), DataSize.class.getName(), Integer.class.getName(), Long.class.getName(),
						RATE_LIMIT)
				.contains(property.type()));
	}

	static Stream<PropertyMetadata> keySetProperties() {
		return properties().filter(PropertyBoundsTests::isOfKeySet);
	}

	private static boolean isOfKeySet(PropertyMetadata property) {
		return property.name().startsWith(KEY_SET);
	}

	@Test
	void propertiesThenNotEmpty() {
		assertThat(properties()).extracting(PropertyMetadata::type)
			.contains(Duration.class.getName(), DataSize.class.getName(), Integer.class.getName(), RATE_LIMIT);
	}

	@ParameterizedTest
	@MethodSource("properties")
	void bindWhenValueIsOutsideThenFailsAndNamesTheProperty(PropertyMetadata property) {
		Bounds bounds = Bounds.of(property);
		for (String value : bounds.outside()) {
			assertThatException().as(value)
				.isThrownBy(() -> bind(property, value))
				.satisfies(
						(failure) -> assertThat(messages(failure)).anyMatch((text) -> text.contains(property.name())))
				.satisfies((failure) -> assertThat(messages(failure)).anyMatch(bounds::isReason));
		}
	}

	@ParameterizedTest
	@MethodSource("properties")
	void bindWhenValueHasTooManyDigitsThenFailsAndNamesTheProperty(PropertyMetadata property) {
		assertThatException().isThrownBy(() -> bind(property, "9".repeat(30)))
			.satisfies((failure) -> assertThat(messages(failure)).anyMatch((text) -> text.contains(property.name())));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					revocation-delay=5|jwt-security.sessions.revocation-delay must be from 100ms to 1m, but is 5ms
					absolute-timeout=86400|absolute-timeout is 86400ms and must not be less than jwt-security.sessions.idle-timeout, which is 7d
					idle-timeout=1500|reuse-grace is 10s and must be less than jwt-security.sessions.idle-timeout, which is 1500ms
					idle-timeout=5|jwt-security.sessions.idle-timeout must be from 1s to 3650d, but is 5ms
					""")
	void startWhenDurationHasNoUnitThenFailureSaysHowItWasRead(String property, String message) {
		this.withoutServer.withPropertyValues(ACCOUNTS)
			.withPropertyValues(TestDatabase.h2().properties())
			.withPropertyValues("jwt-security.sessions." + property)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(message));
	}

	@ParameterizedTest
	@CsvSource({ "PT0S, 0s", "PT0.005S, 5ms", "PT90S, 90s", "PT2M, 2m", "PT36H, 36h", "P7D, 7d", "PT-1S, -1s",
			"PT1.5S, 1500ms", "PT0.000001S, 1us", "PT0.000000001S, 1ns", "PT99.999999999S, 99999999999ns",
			"PT9223372036854775807S, 9223372036854775807s",
			"PT9223372036854775807.999999999S, 9223372036854775807999999999ns" })
	void formatThenExactAndReadable(Duration value, String text) {
		assertThat(PropertyBounds.format(value)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1 })
	void requestWhenAllValuesAreTheirBoundsThenGoodTokensAreAccepted(int bound) {
		this.withServer.withPropertyValues(ACCOUNTS)
			.withPropertyValues(TestDatabase.h2().properties())
			.withPropertyValues(properties().filter((property) -> !isOfKeySet(property))
				.map((property) -> property.name() + "=" + Bounds.of(property).inside().get(bound))
				.toArray(String[]::new))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				WebServerApplicationContext server = (WebServerApplicationContext) context
					.getSourceApplicationContext();
				assertAccountsWork(new JsonHttp(server.getWebServer().getPort()), "Correct1" + "x".repeat(120 * bound));
			});
	}

	private static void assertAccountsWork(JsonHttp http, String password) {
		Map<String, String> credentials = Map.of("email", "alice@example.com", "password", password);
		Answer signedUp = http.post("/api/auth/signup", credentials);
		assertThat(signedUp.status()).as(signedUp.text()).isEqualTo(201);
		Answer loggedIn = http.post("/api/auth/login", credentials);
		assertThat(loggedIn.status()).as(loggedIn.text()).isEqualTo(200);
		for (String[] bearer : List.of(signedUp.bearer(), loggedIn.bearer())) {
			assertThat(http.get("/api/" + signedUp.userId() + "/items", bearer).status()).isEqualTo(200);
		}
		assertThat(http.post("/api/auth/refresh", Map.of("refresh_token", loggedIn.refreshToken())).status())
			.isEqualTo(200);
		Map<String, Object> claims = TestTokens.claims("bob");
		claims.put("iat", Instant.now().minusSeconds(3_600).getEpochSecond());
		assertThat(http.get("/api/bob/items", "Authorization", "Bearer " + TestTokens.sign(claims)).status())
			.isEqualTo(200);
	}

	@ParameterizedTest
	@MethodSource("keySetProperties")
	void decodeWhenValueIsABoundThenGoodTokenIsAcceptedIfTheIssuerIsFastEnough(PropertyMetadata property) {
		ECKey key = SigningKeys.ec("a", Curve.P_256);
		String token = SigningKeys.token(key, "ES256", "a", TestTokens.claims("alice"));
		try (IssuerServer issuer = new IssuerServer()) {
			issuer.keys(key.toPublicJWK());
			for (String value : Bounds.of(property).inside()) {
				this.withoutServer.withPropertyValues(keySet(property))
					.withPropertyValues(property.name() + "=" + value, "jwt-security.jwk-set-uri=" + issuer.uri())
					.run((context) -> {
						assertThat(context).as(value).hasNotFailed();
						try {
							JwtDecoder decoder = context.getBean(JwtDecoder.class);
							assertThat(decoder.decode(token).getClaimAsString("user_id")).isEqualTo("alice");
						}
						catch (KeysUnavailableException ex) {
							assertThat(value).isEqualTo("1ms");
						}
					});
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "0/1m", "-1/1m", "1000001/1m", "1/999ms", "1/99999999999999d" })
	void bindWhenRateLimitIsOutsideThenFailsAndNamesTheProperty(String value) {
		properties().filter((property) -> property.type().equals(RATE_LIMIT))
			.forEach((property) -> assertThatException().as(property.name())
				.isThrownBy(() -> bind(property, value))
				.satisfies(
						(failure) -> assertThat(messages(failure)).anyMatch((text) -> text.contains(property.name()))));
	}

	/**
	 * Binds all records that can have the property in an application, as its start does.
	 */
	private static void bind(PropertyMetadata property, String value) {
		Map<String, String> values = new HashMap<>();
		Stream
			.concat(Stream.of(isOfKeySet(property) ? keySet(property) : ACCOUNTS),
					Stream.of(property.name() + "=" + value))
			.map((text) -> text.split("=", 2))
			.forEach((pair) -> values.put(pair[0], pair[1]));
		Binder binder = new Binder(new MapConfigurationPropertySource(values));
		(isOfKeySet(property) ? withKeySet : withAccounts).stream()
			.filter((bean) -> property.name().startsWith(bean.getAnnotation().prefix() + "."))
			.forEach((bean) -> binder.bindOrCreate(bean.getAnnotation().prefix(),
					Bindable.of(bean.asBindTarget().getType())));
	}

	private static String[] keySet(PropertyMetadata property) {
		return new String[] { ISSUER, FITTING.getOrDefault(property.name(), "unused=") };
	}

	private static List<String> messages(Throwable failure) {
		return Stream.iterate(failure, (cause) -> cause != null, Throwable::getCause).map(Throwable::toString).toList();
	}

	/**
	 * The bounds in the description of a property.
	 *
	 * @param property the property
	 * @param minimum the smallest value
	 * @param maximum the largest value
	 */
	private record Bounds(PropertyMetadata property, String minimum, String maximum) {

		private static final Pattern SYNTAX = Pattern.compile("From (\\S+) to (\\S+)\\.$");

		static Bounds of(PropertyMetadata property) {
			Matcher bounds = SYNTAX.matcher(property.description());
			assertThat(bounds.find()).as(property.toString()).isTrue();
			return new Bounds(property, bounds.group(1), bounds.group(2));
		}

		List<String> inside() {
			return List.of(this.minimum, this.maximum);
		}

		List<String> outside() {
			if (this.property.type().equals(RATE_LIMIT)) {
				return List.of();
			}
			if (this.property.type().equals(Duration.class.getName())) {
				Duration shortest = DurationStyle.detectAndParse(this.minimum);
				return Stream.of(shortest.minusNanos(1).toNanos() + "ns",
						DurationStyle.detectAndParse(this.maximum).plusNanos(1).toNanos() + "ns",
						shortest.isZero() ? "-1s" : "0s", "-99999999999999d", "99999999999999d", "9223372036854775807s")
					.toList();
			}
			String unit = this.property.type().equals(DataSize.class.getName()) ? "B" : "";
			return List.of(toLong(this.minimum) - 1 + unit, toLong(this.maximum) + 1 + unit, "-1" + unit,
					Integer.MAX_VALUE + unit, Integer.MIN_VALUE + unit);
		}

		private long toLong(String value) {
			return this.property.type().equals(DataSize.class.getName()) ? DataSize.parse(value).toBytes()
					: Long.parseLong(value);
		}

		boolean isReason(String message) {
			return message.matches(".*: %s must be from %s to %s, but is -?\\d+[a-zA-Z]*: \\w.*"
				.formatted(Pattern.quote(this.property.name()), this.minimum, this.maximum));
		}

	}

	@RestController
	static class Controller {

		@Bean
		Clock clock() {
			return Clock.fixed(Instant.now(), ZoneOffset.UTC);
		}

		@GetMapping("/api/{user_id}/items")
		String items(@PathVariable("user_id") String userId) {
			return "of " + userId;
		}

	}

}
