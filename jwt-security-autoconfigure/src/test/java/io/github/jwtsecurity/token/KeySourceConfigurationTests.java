package io.github.jwtsecurity.token;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.TestTokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the configuration of key sets, public keys and the Better Auth preset.
 */
@ExtendWith(OutputCaptureExtension.class)
class KeySourceConfigurationTests {

	private static final RSAKey RSA = SigningKeys.rsa(null, 2048);

	@TempDir
	private Path directory;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class));

	@Test
	void startWhenTwoSourcesThenNamesBoth() {
		List<String> sources = List.of("jwt-security.secret=" + TestTokens.SECRET,
				"jwt-security.jwk-set-uri=https://issuer.example/jwks",
				"jwt-security.public-key-location=file:/nowhere.pem",
				"jwt-security.better-auth.url=https://auth.example");
		for (String first : sources) {
			for (String second : sources) {
				if (!first.equals(second)) {
					FailureAnalysis analysis = failure(first, second);
					assertThat(analysis.getDescription())
						.contains("More than one key source", name(first), name(second))
						.doesNotContain(TestTokens.SECRET);
					assertThat(analysis.getAction()).contains("remove the others");
				}
			}
		}
	}

	@Test
	void startWhenGenerateIsOnAndAnotherSourceIsSetThenThatIsUsed() {
		this.runner
			.withPropertyValues("jwt-security.generate-secret=true",
					"jwt-security.jwk-set-uri=https://issuer.example/jwks")
			.run((context) -> assertThat(context).hasSingleBean(TrustedIssuers.class)
				.doesNotHaveBean(OwnKeys.class)
				.doesNotHaveBean(AccessTokenIssuer.class));
	}

	@ParameterizedTest
	@CsvSource({ "jwt-security.jwk-set-uri,issuer.example/jwks", "jwt-security.jwk-set-uri,ftp://issuer.example/jwks",
			"jwt-security.jwk-set-uri,file:/etc/passwd", "jwt-security.jwk-set-uri,https://user:pass@issuer.example/",
			"jwt-security.better-auth.url,auth.example", "jwt-security.better-auth.url,${BETTER_AUTH_URL}",
			"jwt-security.better-auth.url,jar:file:/x!/y" })
	void startWhenAddressIsUnusableThenNamesTheProperty(String property, String value) {
		assertThat(failure(property + "=" + value).getDescription())
			.contains(property, "absolute http or https address")
			.doesNotContain("pass");
	}

	@ParameterizedTest
	@MethodSource
	void startWhenPublicKeyThenVerifies(JWK key, byte[] encoded, String algorithm) throws IOException {
		Path file = Files.writeString(this.directory.resolve("key.pem"), "Some text\n" + SigningKeys.pem(encoded));
		this.runner.withPropertyValues("jwt-security.public-key-location=" + file.toUri()).run((context) -> {
			JwtDecoder decoder = context.getBean(JwtDecoder.class);
			assertThat(decoder.decode(SigningKeys.token(key, algorithm)).getClaimAsString("user_id"))
				.isEqualTo("alice");
			assertThat(decoder.decode(SigningKeys.token(key, algorithm, "the-issuers-name-for-it"))).isNotNull();
			assertThatExceptionOfType(InvalidTokenException.class)
				.isThrownBy(() -> decoder.decode(SigningKeys.token(SigningKeys.ed25519("x"), "EdDSA", null)));
			assertThatExceptionOfType(InvalidTokenException.class)
				.isThrownBy(() -> decoder.decode(TestTokens.validFor("alice")));
		});
	}

	static Stream<Arguments> startWhenPublicKeyThenVerifies() throws Exception {
		ECKey p256 = SigningKeys.ec(null, Curve.P_256);
		ECKey p521 = SigningKeys.ec(null, Curve.P_521);
		OctetKeyPair ed = SigningKeys.ed25519(null);
		byte[] edEncoded = SigningKeys.encodedPublicKey(ed);
		return Stream.of(Arguments.of(RSA, encoded(RSA), "RS256"), Arguments.of(RSA, encoded(RSA), "PS512"),
				Arguments.of(p256, p256.toPublicKey().getEncoded(), "ES256"),
				Arguments.of(p521, p521.toPublicKey().getEncoded(), "ES512"), Arguments.of(ed, edEncoded, "EdDSA"),
				Arguments.of(ed, edEncoded, "Ed25519"));
	}

	@Test
	void startWhenPublicKeyFileIsUnusableThenSaysWhy() throws Exception {
		byte[] small = encoded(SigningKeys.rsa(null, 1024));
		byte[] dsa = KeyPairGenerator.getInstance("DSA").generateKeyPair().getPublic().getEncoded();
		Map<String, String> files = new LinkedHashMap<>();
		files.put("not PEM", "no key at all");
		files.put("a block PRIVATE KEY", SigningKeys.pem(new byte[40]).replace("PUBLIC", "PRIVATE"));
		files.put("a block CERTIFICATE", SigningKeys.pem(new byte[40]).replace("PUBLIC KEY", "CERTIFICATE"));
		files.put("a block RSA PUBLIC KEY", SigningKeys.pem(new byte[40]).replace("PUBLIC KEY", "RSA PUBLIC KEY"));
		files.put("more than one block", SigningKeys.pem(small) + SigningKeys.pem(small));
		files.put("damaged base64", "-----BEGIN PUBLIC KEY-----\nAAAAA\n-----END PUBLIC KEY-----");
		files.put("neither RSA nor EC nor Ed25519", SigningKeys.pem(dsa));
		files.put("1024 bits", SigningKeys.pem(small));
		files.put("a small factor", SigningKeys.pem(evenRsaKey()));
		files.put("not a point of its curve",
				SigningKeys.pem(HexFormat.of().parseHex("302a300506032b6570032100" + "02" + "00".repeat(31))));
		files.put("a point that belongs to no key pair",
				SigningKeys.pem(HexFormat.of().parseHex("302a300506032b6570032100" + "00".repeat(32))));
		files.put("damaged", SigningKeys.pem(ecKeyOffTheCurve()));
		for (Map.Entry<String, String> file : files.entrySet()) {
			Path path = Files.writeString(this.directory.resolve("bad.pem"), file.getValue());
			FailureAnalysis analysis = failure("jwt-security.public-key-location=" + path.toUri());
			assertThat(analysis.getDescription()).contains("jwt-security.public-key-location", file.getKey());
			assertThat(analysis.getAction()).contains("BEGIN PUBLIC KEY", "openssl");
		}
		assertThat(failure("jwt-security.public-key-location=file:/no/such.pem").getDescription())
			.contains("cannot be read");
	}

	private static byte[] evenRsaKey() throws GeneralSecurityException {
		BigInteger even = RSA.getModulus().decodeToBigInteger().clearBit(0);
		return KeyFactory.getInstance("RSA")
			.generatePublic(new RSAPublicKeySpec(even, RSAKeyGenParameterSpec.F4))
			.getEncoded();
	}

	private static byte[] ecKeyOffTheCurve() throws Exception {
		byte[] encoded = SigningKeys.ec(null, Curve.P_256).toPublicKey().getEncoded();
		encoded[encoded.length - 1] ^= 1;
		return encoded;
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\n", "\\r\\n", "\r\n", "\n\\n" })
	void startWhenPublicKeyHasEscapedLineBreaksThenVerifies(String lineBreak) throws IOException {
		String pem = SigningKeys.pem(encoded(RSA)).replace("\n", lineBreak);
		Path file = Files.writeString(this.directory.resolve("key.pem"), pem);
		this.runner.withPropertyValues("jwt-security.public-key-location=" + file.toUri())
			.run((context) -> assertThat(context.getBean(JwtDecoder.class)
				.decode(SigningKeys.token(RSA, "RS256"))
				.getClaimAsString("user_id")).isEqualTo("alice"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"%s\"", "'%s'", "\"%s", "%s\"\n", "\"\\n%s" })
	void startWhenPublicKeyIsQuotedThenSaysSo(String quoted) throws IOException {
		for (String lineBreak : List.of("\n", "\\n")) {
			String pem = SigningKeys.pem(encoded(RSA)).strip().replace("\n", lineBreak);
			Path file = Files.writeString(this.directory.resolve("key.pem"), quoted.formatted(pem));
			assertThat(failure("jwt-security.public-key-location=" + file.toUri()).getDescription())
				.contains("jwt-security.public-key-location", "in quotation marks");
		}
	}

	@Test
	void startWhenPublicKeyFitsNoAlgorithmThenSaysSo() throws IOException {
		Path file = Files.writeString(this.directory.resolve("key.pem"), SigningKeys.pem(encoded(RSA)));
		assertThat(failure("jwt-security.public-key-location=" + file.toUri(), "jwt-security.algorithms=ES256,EdDSA")
			.getDescription()).contains("fits none of jwt-security.algorithms");
	}

	@Test
	void decodeWhenBetterAuthThenPresetHolds() {
		try (IssuerServer issuer = new IssuerServer()) {
			OctetKeyPair key = SigningKeys.ed25519("better");
			issuer.keys(key);
			String origin = "http://127.0.0.1:" + issuer.uri().getPort();
			this.runner.withPropertyValues("jwt-security.better-auth.url=" + origin + "/").run((context) -> {
				JwtDecoder decoder = context.getBean(JwtDecoder.class);
				Map<String, Object> claims = betterAuthClaims(origin);
				assertThat(decode(decoder, key, claims)).isEqualTo("alice");
				for (String change : List.of("iss", "aud", "sub", "email", "exp", "iat")) {
					Map<String, Object> changed = betterAuthClaims(origin);
					changed.put(change, change.equals("sub") ? null : "other");
					if (change.equals("email")) {
						changed.remove(change);
					}
					assertThatExceptionOfType(InvalidTokenException.class).as(change)
						.isThrownBy(() -> decode(decoder, key, changed));
				}
			});
		}
	}

	@Test
	void decodeWhenBetterAuthAndOverridesThenThose() {
		try (IssuerServer issuer = new IssuerServer()) {
			OctetKeyPair key = SigningKeys.ed25519("better");
			issuer.keys(key);
			this.runner
				.withPropertyValues("jwt-security.better-auth.url=https://AUTH.example:443/app",
						"jwt-security.better-auth.jwk-set-uri=" + issuer.uri(), "jwt-security.audiences=tasks",
						"jwt-security.token.user-id-claim=uid")
				.run((context) -> {
					Map<String, Object> claims = betterAuthClaims("https://auth.example");
					claims.put("aud", List.of("tasks"));
					claims.put("uid", "bob");
					assertThat(decode(context.getBean(JwtDecoder.class), key, claims)).isEqualTo("alice");
					assertThat(context.getBean(UserIds.class).claim()).isEqualTo("uid");
				});
		}
	}

	@Test
	void keySetUriWhenBetterAuthThenFollowsUrlAndBasePath() {
		Map<String, String> expected = Map.of("https://auth.example", "https://auth.example/api/auth/jwks",
				"https://auth.example/", "https://auth.example/api/auth/jwks", "https://auth.example:8443/sub",
				"https://auth.example:8443/sub/api/auth/jwks");
		expected.forEach((url, uri) -> assertThat(new BetterAuth(url, "/api/auth", null).keySetUri("jwt-security"))
			.hasToString(uri));
		assertThat(new BetterAuth("https://a.example", "/auth/", null).keySetUri("jwt-security"))
			.hasToString("https://a.example/auth/jwks");
	}

	@Test
	void reportWhenKeySetThenNamesKeysOfTheLastSetWithoutFetching() {
		try (IssuerServer issuer = new IssuerServer()) {
			OctetKeyPair key = SigningKeys.ed25519("first");
			issuer.keys(key, SigningKeys.ed25519("second"));
			this.runner
				.withPropertyValues("jwt-security.jwk-set-uri=" + issuer.uri(), "jwt-security.algorithms=EdDSA,ES256")
				.run((context) -> {
					KeyReport report = context.getBean(KeyReport.class);
					assertThat(home(report).source()).isEqualTo("jwk-set");
					assertThat(home(report).algorithms()).containsExactly("ES256", "EdDSA");
					assertThat(home(report).keyIds()).isEmpty();
					assertThat(issuer.fetches()).isZero();
					context.getBean(JwtDecoder.class).decode(SigningKeys.token(key, "EdDSA"));
					assertThat(home(report).keyIds()).containsExactly("first", "second");
				});
		}
	}

	@Test
	void reportWhenDecoderIsTheApplicationsThenNoSource() {
		this.runner.withBean(JwtDecoder.class, () -> (token) -> {
			throw new BadJwtException("no");
		}).run((context) -> {
			KeyReport report = context.getBean(KeyReport.class);
			assertThat(report.issuers()).isEmpty();
		});
	}

	@Test
	void healthThenTellsAgeAndFailureWithoutKeys() {
		try (IssuerServer issuer = new IssuerServer()) {
			OctetKeyPair key = SigningKeys.ed25519("healthy");
			this.runner.withPropertyValues("jwt-security.jwk-set-uri=" + issuer.uri()).run((context) -> {
				HealthIndicator indicator = context.getBean(HealthIndicator.class);
				assertThat(issuer.fetches()).isZero();
				assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
				assertThat(indicator.health().getDetails()).containsOnlyKeys("lastFailureAt", "lastFailure")
					.containsEntry("lastFailure", "the response status was 500 instead of 200");
			});
			issuer.keys(key);
			this.runner.withPropertyValues("jwt-security.jwk-set-uri=" + issuer.uri()).run((context) -> {
				context.getBean(JwtDecoder.class).decode(SigningKeys.token(key, "EdDSA"));
				HealthIndicator indicator = context.getBean(HealthIndicator.class);
				assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
				assertThat(indicator.health().getDetails()).containsOnlyKeys("keys", "age").containsEntry("keys", 1);
				assertThat(indicator.health().toString()).doesNotContain(key.getX().toString());
			});
		}
	}

	@Test
	void healthWhenNoKeyIsUsableThenDown() {
		try (IssuerServer issuer = new IssuerServer()) {
			issuer.body("{\"keys\":[{\"kty\":\"OKP\",\"kid\":\"no-point\",\"crv\":\"Ed25519\",\"x\":\"%s\"}]}"
				.formatted("AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
			this.runner.withPropertyValues("jwt-security.jwk-set-uri=" + issuer.uri()).run((context) -> {
				Health health = context.getBean(HealthIndicator.class).health();
				assertThat(health.getStatus()).isEqualTo(Status.DOWN);
				assertThat(health.getDetails()).containsEntry("keys", 0);
			});
		}
	}

	@ParameterizedTest
	@CsvSource({ "EdDSA,UP", "Ed25519,UP", "RS256,DOWN" })
	void healthWhenNoKeyFitsAnAlgorithmThenDown(String algorithm, String status) {
		try (IssuerServer issuer = new IssuerServer()) {
			issuer.keys(SigningKeys.ed25519("one"));
			this.runner
				.withPropertyValues("jwt-security.jwk-set-uri=" + issuer.uri(), "jwt-security.algorithms=" + algorithm)
				.run((context) -> assertThat(context.getBean(HealthIndicator.class).health().getStatus())
					.isEqualTo(new Status(status)));
		}
	}

	@Test
	void healthWhenIssuerIsBackThenRecoversWithoutAnyToken() {
		try (IssuerServer issuer = new IssuerServer()) {
			this.runner
				.withPropertyValues("jwt-security.jwk-set-uri=" + issuer.uri(),
						"jwt-security.jwk-set.min-fetch-interval=20ms")
				.run((context) -> {
					HealthIndicator indicator = context.getBean(HealthIndicator.class);
					assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
					issuer.keys(SigningKeys.ed25519("back"));
					Awaitility.await()
						.untilAsserted(() -> assertThat(indicator.health().getStatus()).isEqualTo(Status.UP));
				});
		}
	}

	@Test
	void healthWhenSetIsDueThenRefreshesAndDoesNotWait() {
		MutableClock clock = new MutableClock();
		try (IssuerServer issuer = new IssuerServer()) {
			issuer.keys(SigningKeys.ed25519("first"));
			this.runner.withBean(Clock.class, () -> clock)
				.withPropertyValues("jwt-security.jwk-set-uri=" + issuer.uri(), "jwt-security.jwk-set.read-timeout=1m")
				.run((context) -> {
					HealthIndicator indicator = context.getBean(HealthIndicator.class);
					assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
					issuer.keys(SigningKeys.ed25519("second"));
					CountDownLatch hanging = issuer.hold();
					clock.advance(Duration.ofMinutes(4));
					assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
					assertThat(indicator.health().getDetails()).containsEntry("age", "240s");
					hanging.countDown();
					Awaitility.await()
						.untilAsserted(() -> assertThat(indicator.health().getDetails()).containsEntry("age", "0s"));
					assertThat(home(context.getBean(KeyReport.class)).keyIds()).containsExactly("second");
					assertThat(issuer.fetches()).isEqualTo(2);
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jwt-security.secret=" + TestTokens.SECRET,
			"jwt-security.jwk-set-uri=https://issuer.example/jwks" })
	void startThenNoThread(String source) {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		this.runner.withPropertyValues(source)
			.run((context) -> assertThat(Thread.getAllStackTraces().keySet())
				.filteredOn((thread) -> !before.contains(thread))
				.extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("jwt-security") || name.startsWith("HttpClient")));
	}

	@Test
	void closeWhenIssuerHangsThenEndsTheFetch() throws Exception {
		try (IssuerServer issuer = new IssuerServer()) {
			issuer.hold();
			List<Thread> refreshes = new ArrayList<>();
			this.runner
				.withPropertyValues("jwt-security.jwk-set-uri=" + issuer.uri(), "jwt-security.jwk-set.read-timeout=1m")
				.run((context) -> {
					TrustedIssuers issuers = context.getBean(TrustedIssuers.class);
					Thread health = new Thread(issuers::hasKeys);
					health.start();
					refreshes.add(health);
					Awaitility.await().until(() -> issuer.fetches() == 1);
					Thread.getAllStackTraces()
						.keySet()
						.stream()
						.filter((thread) -> thread.getName().equals("jwt-security-keys"))
						.forEach(refreshes::add);
				});
			assertThat(refreshes).hasSizeGreaterThanOrEqualTo(2);
			for (Thread thread : refreshes) {
				thread.join();
			}
		}
	}

	@Test
	void startWhenBetterAuthIsMisconfiguredThenNamesTheProperty() {
		for (String url : List.of("https://a.example#x", "https://a.example?x=1")) {
			assertThat(failure("jwt-security.better-auth.url=" + url).getDescription())
				.contains("jwt-security.better-auth.url");
		}
		assertThat(failure("jwt-security.better-auth.url=https://a.example",
				"jwt-security.better-auth.base-path=/${MISSING}")
			.getDescription()).contains("jwt-security.better-auth.base-path");
		this.runner
			.withPropertyValues("jwt-security.better-auth.url=https://a.example",
					"jwt-security.better-auth.base-path=api/auth")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("jwt-security.better-auth.base-path must be empty or begin with /"));
		this.runner
			.withPropertyValues("jwt-security.better-auth.url=https://a.example",
					"jwt-security.better-auth.base-path=/api/../auth")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("jwt-security.better-auth.base-path: /api/../auth must not have a segment"));
	}

	@Test
	void decodeWhenPreviousSecretsBesideAKeySetThenTokensOfBoth() {
		try (IssuerServer issuer = new IssuerServer()) {
			OctetKeyPair key = SigningKeys.ed25519("a");
			issuer.keys(key);
			this.runner
				.withPropertyValues("jwt-security.jwk-set-uri=" + issuer.uri(),
						"jwt-security.previous-secrets=" + TestTokens.SECRET)
				.run((context) -> {
					JwtDecoder decoder = context.getBean(JwtDecoder.class);
					assertThat(decoder.decode(TestTokens.validFor("alice")).getClaimAsString("user_id"))
						.isEqualTo("alice");
					assertThat(issuer.fetches()).isZero();
					assertThat(decoder.decode(SigningKeys.token(key, "EdDSA")).getClaimAsString("user_id"))
						.isEqualTo("alice");
					assertThat(context).doesNotHaveBean(AccessTokenIssuer.class);
				});
		}
	}

	@Test
	void startWhenIssuerOrAudienceIsBlankThenFails() {
		for (String property : List.of("jwt-security.issuer", "jwt-security.audiences[0]")) {
			this.runner.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET, property + "= ")
				.run((context) -> assertThat(context).as(property)
					.getFailure()
					.rootCause()
					.hasMessageContaining(property.replace("[0]", "") + " must not"));
		}
	}

	@Test
	void startWhenKeySetIsFetchedWithoutTlsThenWarnsUnlessLocal(CapturedOutput output) {
		this.runner.withPropertyValues("jwt-security.jwk-set-uri=http://issuer.example/jwks")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains("http://issuer.example/jwks is fetched without TLS");
		this.runner.withPropertyValues("jwt-security.jwk-set-uri=http://127.0.0.1:1/jwks")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).doesNotContain("127.0.0.1:1/jwks is fetched without TLS");
	}

	@Test
	void healthWhenDisabledOrAbsentThenNoIndicator() {
		ApplicationContextRunner keySet = this.runner
			.withPropertyValues("jwt-security.jwk-set-uri=https://issuer.example/jwks");
		keySet.withPropertyValues("management.health.jwt-security-keys.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HealthIndicator.class));
		keySet.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(TrustedIssuers.class));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					time-to-live=5s|jwt-security.jwk-set.time-to-live is 5s and must be longer than jwt-security.jwk-set.min-fetch-interval, which is 10s
					connect-timeout=0s|jwt-security.jwk-set.connect-timeout must be from 1ms to 1m, but is 0s: requests wait for the response
					max-size=0B|jwt-security.jwk-set.max-size must be from 1KB to 10MB, but is 0B: the response is kept in memory
					""")
	void startWhenKeySetPropertiesContradictThenFails(String property, String message) {
		this.runner
			.withPropertyValues("jwt-security.jwk-set-uri=https://issuer.example/jwks",
					"jwt-security.jwk-set." + property)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessage(message));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					user-id-claim=|jwt-security.token.user-id-claim must not be blank
					required-claims=email,,tenant|jwt-security.token.required-claims must not have blank values
					accepted-types=JWT,,at+jwt|jwt-security.token.accepted-types must not have blank values
					clock-skew=301s|jwt-security.token.clock-skew must be from 0s to 5m, but is 301s: a token is accepted for this long after it has expired
					""")
	void startWhenTokenPropertiesAreUselessThenFails(String property, String message) {
		this.runner.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET, "jwt-security.token." + property)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessage(message));
	}

	private static byte[] encoded(RSAKey key) {
		try {
			return key.toPublicKey().getEncoded();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Map<String, Object> betterAuthClaims(String origin) {
		Map<String, Object> claims = TestTokens.claims("not-this");
		claims.remove("user_id");
		claims.put("id", "alice");
		claims.put("name", "Alice");
		claims.put("emailVerified", false);
		claims.put("sub", "alice");
		claims.put("iss", origin);
		claims.put("aud", origin);
		return claims;
	}

	private static String decode(JwtDecoder decoder, JWK key, Map<String, Object> claims) {
		return decoder.decode(SigningKeys.token(key, "EdDSA", key.getKeyID(), claims)).getSubject();
	}

	private static String name(String property) {
		return property.substring(0, property.indexOf('='));
	}

	private FailureAnalysis failure(String... properties) {
		FailureAnalysis[] analysis = new FailureAnalysis[1];
		this.runner.withPropertyValues(properties).run((context) -> {
			assertThat(context).hasFailed();
			analysis[0] = new KeyConfigurationFailureAnalyzer().analyze(context.getStartupFailure());
		});
		assertThat(analysis[0]).isNotNull();
		return analysis[0];
	}

	private static KeyReport.Issuer home(KeyReport report) {
		return report.issuers().get(0);
	}

}
