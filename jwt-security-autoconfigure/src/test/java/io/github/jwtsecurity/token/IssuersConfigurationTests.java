package io.github.jwtsecurity.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the configuration of further issuers, and for the failures at start-up if two
 * issuers could be confused.
 */
@ExtendWith(OutputCaptureExtension.class)
class IssuersConfigurationTests {

	private static final String SHOP = "jwt-security.issuers.shop.";

	private static final String OTHER_SECRET = "Zw8RkPq4LmXc7NvBt2YhGd5JsFa9KuEoWq3eRt6y";

	private static final String[] COMPLETE = { SHOP + "issuer=https://shop.example",
			SHOP + "jwk-set-uri=https://shop.example/jwks", SHOP + "user-id-prefix=shop:" };

	private final ApplicationContextRunner empty = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.empty
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET);

	@Test
	void startWhenCompleteThenReportHasHomeFirst() {
		this.runner.withPropertyValues(COMPLETE)
			.withPropertyValues("jwt-security.issuers.archive.issuer=archive",
					"jwt-security.issuers.archive.secret=" + OTHER_SECRET,
					"jwt-security.issuers.archive.user-id-prefix=archive:",
					"jwt-security.issuers.archive.audiences=tasks")
			.run((context) -> {
				List<KeyReport.Issuer> issuers = report(context);
				assertThat(issuers).extracting(KeyReport.Issuer::name).containsExactly("home", "archive", "shop");
				assertThat(issuers).extracting(KeyReport.Issuer::source).containsExactly("secret", "secret", "jwk-set");
				assertThat(issuers).extracting(KeyReport.Issuer::issuer)
					.containsExactly(null, "archive", "https://shop.example");
				assertThat(issuers).extracting(KeyReport.Issuer::userIdPrefix).containsExactly("", "archive:", "shop:");
				assertThat(issuers.get(1).audiences()).containsExactly("tasks");
			});
	}

	@Test
	void startWhenOnlyFurtherIssuersThenAsksForHome() {
		FailureAnalysis analysis = failure(this.empty, COMPLETE);
		assertThat(analysis.getDescription()).contains("The home issuer", "directly below jwt-security, has none");
		assertThat(analysis.getAction()).contains("Set jwt-security.secret");
	}

	@Test
	void startWhenIssuerIsMissingThenFails() {
		FailureAnalysis analysis = failure(this.runner, COMPLETE[1], COMPLETE[2]);
		assertThat(analysis.getDescription()).contains("jwt-security.issuers.shop.issuer is not set");
		assertThat(analysis.getAction()).contains("'iss' claim");
	}

	@ParameterizedTest
	@CsvSource({ "better-auth.url=https://Auth.example:443/app,https://auth.example",
			"supabase.url=https://abc.supabase.co/,https://abc.supabase.co/auth/v1",
			"issuer-uri=https://login.example/tenant,https://login.example/tenant" })
	void startWhenSourceStatesTheIssuerThenThat(String source, String issuer) {
		this.runner.withPropertyValues(SHOP + source, COMPLETE[2])
			.run((context) -> assertThat(report(context).get(1).issuer()).isEqualTo(issuer));
		this.runner.withPropertyValues(SHOP + source, COMPLETE[2], SHOP + "issuer=other")
			.run((context) -> assertThat(report(context).get(1).issuer()).isEqualTo("other"));
	}

	@Test
	void startWhenIssuerUriHasBlankEndsThenTheIssuerHasNone() {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("exact", Map.of(SHOP + "issuer-uri", " https://login.example\n"))))
			.withPropertyValues(COMPLETE[2])
			.run((context) -> assertThat(report(context).get(1).issuer()).isEqualTo("https://login.example"));
	}

	@Test
	void startWhenTwoHaveTheSameIssuerThenFails() {
		assertThat(failure(this.runner, with("jwt-security.issuer=https://shop.example")).getDescription())
			.contains("jwt-security.issuer and jwt-security.issuers.shop.issuer are the same");
		assertThat(failure(this.runner,
				with("jwt-security.issuers.auth.better-auth.url=https://shop.example",
						"jwt-security.issuers.auth.user-id-prefix=auth:"))
			.getDescription())
			.contains("jwt-security.issuers.auth.issuer and jwt-security.issuers.shop.issuer are the same");
	}

	@Test
	void startWhenIssuersDifferInCaseOrSlashThenBothAreKnown() {
		this.runner
			.withPropertyValues(with("jwt-security.issuers.slash.issuer=https://shop.example/",
					"jwt-security.issuers.slash.secret=" + OTHER_SECRET,
					"jwt-security.issuers.slash.user-id-prefix=slash:"))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenPrefixIsMissingThenFails() {
		FailureAnalysis analysis = failure(this.runner, COMPLETE[0], COMPLETE[1]);
		assertThat(analysis.getDescription()).contains("jwt-security.issuers.shop.user-id-prefix is not set");
		assertThat(analysis.getAction()).contains("'shop:'", "quotation marks", "any user of the home issuer");
	}

	@Test
	void startWhenPrefixIsNotQuotedInYamlThenFails() {
		ApplicationContextRunner yaml = this.runner.withInitializer((context) -> load("""
				jwt-security:
				  issuers:
				    shop:
				      issuer: https://shop.example
				      jwk-set-uri: https://shop.example/jwks
				      user-id-prefix:
				        shop:
				""", context.getEnvironment().getPropertySources()));
		assertThat(failure(yaml).getDescription()).contains("jwt-security.issuers.shop.user-id-prefix is not set");
	}

	@Test
	void startWhenPrefixIsWrittenAsEmptyThenStarts() {
		this.runner.withPropertyValues(COMPLETE[0], COMPLETE[1], SHOP + "user-id-prefix=")
			.run((context) -> assertThat(report(context).get(1).userIdPrefix()).isEmpty());
		this.runner.withInitializer((context) -> load("""
				jwt-security:
				  issuers:
				    shop:
				      issuer: https://shop.example
				      jwk-set-uri: https://shop.example/jwks
				      user-id-prefix: ""
				""", context.getEnvironment().getPropertySources()))
			.run((context) -> assertThat(report(context).get(1).userIdPrefix()).isEmpty());
	}

	@ParameterizedTest
	@CsvSource({ "s,shop", "shop,shop:", "shop:,shop:", "shop:,shop:eu:" })
	void startWhenOnePrefixBeginsAnotherThenFails(String shorter, String longer) {
		String[] others = { "jwt-security.issuers.other.issuer=other",
				"jwt-security.issuers.other.secret=" + OTHER_SECRET };
		for (List<String> prefixes : List.of(List.of(shorter, longer), List.of(longer, shorter))) {
			FailureAnalysis analysis = failure(this.runner, COMPLETE[0], COMPLETE[1], others[0], others[1],
					SHOP + "user-id-prefix=" + prefixes.get(0),
					"jwt-security.issuers.other.user-id-prefix=" + prefixes.get(1));
			assertThat(analysis.getDescription()).contains("jwt-security.issuers.shop.user-id-prefix",
					"jwt-security.issuers.other.user-id-prefix", "could have the same id");
			assertThat(analysis.getAction()).contains("none is the beginning of another");
		}
	}

	@Test
	void startWhenPrefixHasControlCharactersThenFails() {
		assertThat(failure(this.runner, COMPLETE[0], COMPLETE[1], SHOP + "user-id-prefix=a\nb").getDescription())
			.contains("jwt-security.issuers.shop.user-id-prefix must have", "no control characters");
	}

	@ParameterizedTest
	@ValueSource(strings = { "home", "Shop", "a_b", "[a.b]", "[a b]", "[\u00e4]" })
	void startWhenNameIsNotAcceptedThenFails(String name) {
		FailureAnalysis analysis = failure(this.runner, "jwt-security.issuers." + name + ".issuer=x");
		assertThat(analysis.getDescription()).contains("jwt-security.issuers has the invalid name '");
		assertThat(analysis.getAction()).contains("lower-case letters, digits and dashes", "'home'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "secret=", "jwk-set-uri= ", "signing.key-location=file:/nowhere.pem", "signing.store=jdbc",
			"generate-secret=true", "previous-secrets=" + OTHER_SECRET })
	void startWhenNoSourceThenSaysWhichThereAre(String property) {
		FailureAnalysis analysis = failure(this.runner, COMPLETE[0], COMPLETE[2], SHOP + property);
		assertThat(analysis.getDescription()).isEqualTo("jwt-security.issuers.shop has no key source.");
		assertThat(analysis.getAction())
			.contains("jwt-security.issuers.shop.jwk-set-uri", "jwt-security.issuers.shop.public-key-location",
					"jwt-security.issuers.shop.better-auth.url", "jwt-security.issuers.shop.supabase.url",
					"jwt-security.issuers.shop.issuer-uri", "jwt-security.issuers.shop.secret")
			.doesNotContain("signing");
	}

	@Test
	void startWhenTwoSourcesThenNamesBoth() {
		FailureAnalysis analysis = failure(this.runner, with(SHOP + "secret=" + OTHER_SECRET));
		assertThat(analysis.getDescription())
			.contains("jwt-security.issuers.shop.jwk-set-uri, jwt-security.issuers.shop.secret")
			.doesNotContain(OTHER_SECRET);
		assertThat(analysis.getAction()).contains("remove the others");
	}

	@ParameterizedTest
	@ValueSource(strings = { "issuer= |issuer must not be blank", "audiences=tasks,,x|audiences must not have blank",
			"user-id-claim=|user-id-claim must not be blank", "authorities-claim=|authorities-claim is blank",
			"required-claims=email,,x|required-claims must not have blank values",
			"algorithms=HS256|algorithms has 'HS256'", "better-auth.base-path=x|better-auth.base-path must",
			"jwk-set-uri=shop.example/jwks|jwk-set-uri is not a plain absolute http or https address",
			"jwk-set.read-timeout=0s|jwk-set.read-timeout must be from 1ms to 1m, but is 0s",
			"jwk-set.max-size=1B|jwk-set.max-size must be from 1KB to 10MB",
			"jwk-set.time-to-live=5s|jwk-set.time-to-live is 5s and must be longer than jwt-security.issuers.shop.jwk-set.min-fetch-interval, which is 10s" })
	void startWhenValueIsUselessThenNamesTheProperty(String values) {
		String[] parts = values.split("\\|");
		assertThat(failure(this.runner, with(SHOP + parts[0])).getDescription())
			.contains("jwt-security.issuers.shop." + parts[1]);
	}

	@Test
	void startWhenAuthoritiesWithoutPrefixThenFails() {
		FailureAnalysis analysis = failure(this.runner, with(SHOP + "authorities-claim=scope"));
		assertThat(analysis.getDescription()).contains("jwt-security.issuers.shop.authorities-claim is set",
				"jwt-security.issuers.shop.authority-prefix is not", "any authority");
		assertThat(analysis.getAction()).contains("'SHOP_'", "'SCOPE_' only if");
		this.runner.withPropertyValues(COMPLETE)
			.withPropertyValues(SHOP + "authorities-claim=scope", SHOP + "authority-prefix=")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "tiny!", "your-256-bit-secret-your-256-bit-secret", OTHER_SECRET + " " })
	void startWhenSecretIsUnusableThenNamesThePropertyWithoutTheValue(String secret, CapturedOutput output) {
		FailureAnalysis analysis = failure(this.runner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
					Map.of("JWTSECURITY_ISSUERS_SHOP_SECRET", secret)))),
				COMPLETE[0], COMPLETE[2]);
		assertThat(analysis.getDescription()).contains("jwt-security.issuers.shop.secret").doesNotContain(secret);
		assertThat(output.getAll()).doesNotContain(secret);
	}

	@ParameterizedTest
	@ValueSource(strings = { "secret=" + TestTokens.SECRET, "previous-secrets=" + TestTokens.SECRET })
	void startWhenSecretIsThatOfAnotherIssuerThenFails(String property) {
		String[] source = property.startsWith("secret") ? new String[0] : new String[] { COMPLETE[1] };
		FailureAnalysis analysis = failure(this.runner.withPropertyValues(source), COMPLETE[0], COMPLETE[2],
				SHOP + property);
		assertThat(analysis.getDescription())
			.contains("jwt-security and jwt-security.issuers.shop have a secret in common")
			.doesNotContain(TestTokens.SECRET);
		String base64 = "base64:" + Base64.getEncoder().encodeToString(OTHER_SECRET.getBytes(StandardCharsets.UTF_8));
		assertThat(failure(this.runner, COMPLETE[0], COMPLETE[2], SHOP + "secret=" + OTHER_SECRET,
				"jwt-security.previous-secrets=" + base64)
			.getDescription()).contains("have a secret in common");
	}

	@Test
	void startWhenListOfSecretsHasAGapThenNoValueIsShown() {
		this.runner
			.withPropertyValues(with(SHOP + "previous-secrets[0]=" + OTHER_SECRET,
					SHOP + "previous-secrets[2]=" + OTHER_SECRET + "x"))
			.run((context) -> {
				assertThat(context).hasFailed();
				FailureAnalysis analysis = new SecretBindFailureAnalyzer().analyze(context.getStartupFailure());
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains("jwt-security.issuers.shop.previous-secrets");
				assertThat(analysis.getDescription() + analysis.getAction()).doesNotContain(OTHER_SECRET);
			});
	}

	@Test
	void startWhenEnvironmentVariablesThenIssuer() {
		withVariables(Map.of("JWTSECURITY_ISSUERS_SHOP_ISSUER", "https://shop.example",
				"JWTSECURITY_ISSUERS_SHOP_SECRET", OTHER_SECRET, "JWTSECURITY_ISSUERS_SHOP_USERIDPREFIX", "shop:",
				"JWTSECURITY_ISSUERS_SHOP_AUDIENCES", "tasks,notes"))
			.run((context) -> {
				KeyReport.Issuer shop = report(context).get(1);
				assertThat(shop.name()).isEqualTo("shop");
				assertThat(shop.issuer()).isEqualTo("https://shop.example");
				assertThat(shop.userIdPrefix()).isEqualTo("shop:");
				assertThat(shop.audiences()).containsExactly("tasks", "notes");
			});
	}

	@Test
	void startWhenVariableOfUnknownIssuerHasOlderFormThenFails() {
		FailureAnalysis analysis = failure(withVariables(
				Map.of("JWT_SECURITY_ISSUERS_SHOP_ISSUER", "x", "JWT_SECURITY_ISSUERS_SHOP_SECRET", OTHER_SECRET)));
		assertThat(analysis.getDescription())
			.matches("The environment variable JWT_SECURITY_ISSUERS_SHOP_[A-Z]+ has no effect.*");
		assertThat(analysis.getAction()).contains("JWTSECURITY_ISSUERS_");
	}

	@ParameterizedTest
	@ValueSource(strings = { "JWTSECURITY_ISSUERS_SHOP_SECRET", "JWT_SECURITY_ISSUERS_SHOP_SECRET" })
	void startWhenVariableCompletesAFileThenBoth(String variable) {
		withVariables(Map.of(variable, OTHER_SECRET)).withPropertyValues(COMPLETE[0], COMPLETE[2])
			.run((context) -> assertThat(report(context)).extracting(KeyReport.Issuer::name)
				.containsExactly("home", "shop"));
	}

	@Test
	void decodeWhenEntryHasAPresetThenItsRules() {
		JWK key = SigningKeys.ed25519("key");
		try (IssuerServer auth = new IssuerServer()) {
			auth.keys(key);
			this.runner
				.withPropertyValues("jwt-security.issuers.auth.better-auth.url=https://auth.example",
						"jwt-security.issuers.auth.better-auth.jwk-set-uri=" + auth.uri(),
						"jwt-security.issuers.auth.user-id-prefix=auth:")
				.run((context) -> {
					Map<String, Object> claims = claims("https://auth.example");
					claims.put("sub", "bob");
					claims.put("aud", "https://auth.example");
					assertThat(userId(context, token(key, claims))).isEqualTo("auth:bob");
					claims.put("aud", "tasks");
					assertRefused(context, token(key, claims), InvalidTokenException.Reason.AUDIENCE);
				});
		}
	}

	@Test
	void decodeWhenEntryHasSecretsBesideAKeySetThenBothForThatIssuer() {
		JWK key = SigningKeys.ed25519("key");
		JWK secret = new OctetSequenceKey.Builder(OTHER_SECRET.getBytes(StandardCharsets.UTF_8)).build();
		try (IssuerServer shop = new IssuerServer()) {
			shop.keys(key);
			this.runner
				.withPropertyValues(COMPLETE[0], COMPLETE[2], SHOP + "jwk-set-uri=" + shop.uri(),
						SHOP + "previous-secrets=" + OTHER_SECRET)
				.run((context) -> {
					Map<String, Object> claims = claims("https://shop.example");
					assertThat(userId(context, token(key, claims))).isEqualTo("shop:alice");
					assertThat(userId(context, SigningKeys.token(secret, "HS256", null, claims)))
						.isEqualTo("shop:alice");
					claims.remove("iss");
					assertRefused(context, SigningKeys.token(secret, "HS256", null, claims),
							InvalidTokenException.Reason.SIGNATURE);
				});
		}
	}

	@Test
	void decodeWhenEntryHasAlgorithmsAndClaimsThenOnlyForThatIssuer() {
		JWK key = SigningKeys.ed25519("key");
		try (IssuerServer shop = new IssuerServer()) {
			shop.keys(key);
			this.runner
				.withPropertyValues(COMPLETE[0], COMPLETE[2], SHOP + "jwk-set-uri=" + shop.uri(),
						SHOP + "algorithms=ES256,RS256", "jwt-security.issuers.twin.issuer=twin",
						"jwt-security.issuers.twin.jwk-set-uri=" + shop.uri(),
						"jwt-security.issuers.twin.user-id-prefix=twin:",
						"jwt-security.issuers.twin.required-claims=tenant",
						"jwt-security.issuers.twin.jwk-set.max-size=1KB", "jwt-security.token.required-claims=email")
				.run((context) -> {
					assertRefused(context, token(key, claims("https://shop.example")),
							InvalidTokenException.Reason.ALGORITHM);
					Map<String, Object> claims = claims("twin");
					assertRefused(context, token(key, claims), InvalidTokenException.Reason.CLAIM);
					claims.put("tenant", "acme");
					claims.remove("email");
					assertThat(userId(context, token(key, claims))).isEqualTo("twin:alice");
					assertThat(context.getBean(JwtDecoder.class).decode(TestTokens.validFor("alice"))).isNotNull();
				});
		}
	}

	@Test
	void decodeWhenEntryHasALimitOfItsOwnThenOnlyForItsKeySet() {
		JWK key = SigningKeys.ed25519("key");
		try (IssuerServer shop = new IssuerServer(); IssuerServer twin = new IssuerServer()) {
			shop.body(new JWKSet(key).toString(true) + " ".repeat(2_000));
			twin.body(new JWKSet(key).toString(true) + " ".repeat(2_000));
			this.runner
				.withPropertyValues(COMPLETE[0], COMPLETE[2], SHOP + "jwk-set-uri=" + shop.uri(),
						SHOP + "jwk-set.max-size=1KB", "jwt-security.issuers.twin.issuer=twin",
						"jwt-security.issuers.twin.jwk-set-uri=" + twin.uri(),
						"jwt-security.issuers.twin.user-id-prefix=twin:")
				.run((context) -> {
					assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(
							() -> context.getBean(JwtDecoder.class).decode(token(key, claims("https://shop.example"))));
					assertThat(userId(context, token(key, claims("twin")))).isEqualTo("twin:alice");
				});
		}
	}

	private static Map<String, Object> claims(String issuer) {
		Map<String, Object> claims = TestTokens.claims("alice");
		claims.put("iss", issuer);
		return claims;
	}

	private static String token(JWK key, Map<String, Object> claims) {
		return SigningKeys.token(key, "EdDSA", key.getKeyID(), claims);
	}

	private static String userId(ApplicationContext context, String token) {
		return context.getBean(UserIds.class).of(context.getBean(JwtDecoder.class).decode(token));
	}

	private static void assertRefused(ApplicationContext context, String token, InvalidTokenException.Reason reason) {
		assertThatExceptionOfType(InvalidTokenException.class)
			.isThrownBy(() -> context.getBean(JwtDecoder.class).decode(token))
			.extracting(InvalidTokenException::reason)
			.isEqualTo(reason);
	}

	private ApplicationContextRunner withVariables(Map<String, Object> variables) {
		return this.runner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)));
	}

	private static void load(String yaml, MutablePropertySources sources) {
		try {
			new YamlPropertySourceLoader().load("yaml", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
				.forEach(sources::addFirst);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String[] with(String... properties) {
		return Stream.concat(Stream.of(COMPLETE), Stream.of(properties)).toArray(String[]::new);
	}

	private static List<KeyReport.Issuer> report(ApplicationContext context) {
		return context.getBean(KeyReport.class).issuers();
	}

	private static FailureAnalysis failure(ApplicationContextRunner runner, String... properties) {
		FailureAnalysis[] analysis = new FailureAnalysis[1];
		runner.withPropertyValues(properties).run((context) -> {
			assertThat(context).hasFailed();
			analysis[0] = new KeyConfigurationFailureAnalyzer().analyze(context.getStartupFailure());
		});
		assertThat(analysis[0]).isNotNull();
		return analysis[0];
	}

}
