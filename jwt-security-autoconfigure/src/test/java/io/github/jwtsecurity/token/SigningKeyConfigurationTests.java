package io.github.jwtsecurity.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for keys that sign tokens and are configured as PEM files.
 */
class SigningKeyConfigurationTests {

	private static final String CURRENT = "jwt-security.signing.key-location=";

	private static final String PREVIOUS = "jwt-security.signing.previous-key-locations=";

	private static final String SECRET = "jwt-security.secret=" + TestTokens.SECRET;

	private static final String PREVIOUS_SECRET = "jwt-security.previous-secrets=" + TestTokens.SECRET;

	@TempDir
	private Path directory;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class));

	@ParameterizedTest
	@MethodSource
	void issueThenDecodedAndAlgorithmFollowsTheKey(JWK key, String algorithm) {
		this.runner.withPropertyValues(CURRENT + file(key)).run((context) -> {
			Jwt issued = issue(context);
			assertThat(issued.getHeaders()).containsEntry("alg", algorithm)
				.containsEntry("typ", "JWT")
				.containsEntry("kid", SigningKeys.thumbprint(key));
			assertThat(TestTokens.header(issued.getTokenValue()).path("alg").asString()).isEqualTo(algorithm);
			assertThat(decode(context, issued.getTokenValue()).getClaimAsString("user_id")).isEqualTo("alice");
			assertThat(published(context)).containsExactly(SigningKeys.thumbprint(key));
			assertThat(decode(context, SigningKeys.token(key, algorithm, SigningKeys.thumbprint(key)))).isNotNull();
			assertRefused(context, TestTokens.validFor("alice"));
			assertRefused(context, SigningKeys.token(SigningKeys.ed25519("x"), "EdDSA"));
		});
	}

	static Stream<Arguments> issueThenDecodedAndAlgorithmFollowsTheKey() {
		return Stream.of(Arguments.of(SigningKeys.ed25519(null), "EdDSA"),
				Arguments.of(SigningKeys.ec(null, Curve.P_256), "ES256"),
				Arguments.of(SigningKeys.ec(null, Curve.P_384), "ES384"),
				Arguments.of(SigningKeys.ec(null, Curve.P_521), "ES512"),
				Arguments.of(SigningKeys.rsa(null, 2048), "RS256"));
	}

	@Test
	void issueWhenAlgorithmsAreSetThenTheFirstThatFitsTheKey() {
		RSAKey key = SigningKeys.rsa(null, 2048);
		this.runner.withPropertyValues(CURRENT + file(key), "jwt-security.algorithms=PS256").run((context) -> {
			Jwt issued = issue(context);
			assertThat(issued.getHeaders()).containsEntry("alg", "PS256");
			assertThat(decode(context, issued.getTokenValue())).isNotNull();
			assertRefused(context, SigningKeys.token(key, "RS256", SigningKeys.thumbprint(key)));
		});
	}

	@Test
	void decodeWhenKeyIsAPreviousOneThenAcceptedAndNeverSigns() {
		List<JWK> previous = List.of(SigningKeys.ec(null, Curve.P_256), SigningKeys.rsa(null, 2048));
		OctetKeyPair current = SigningKeys.ed25519(null);
		this.runner
			.withPropertyValues(CURRENT + file(current),
					PREVIOUS + file(previous.get(0)) + "," + file(previous.get(1)) + "," + file(current))
			.run((context) -> {
				assertThat(published(context)).containsExactly(SigningKeys.thumbprint(current),
						SigningKeys.thumbprint(previous.get(0)), SigningKeys.thumbprint(previous.get(1)));
				assertThat(decode(context, token(previous.get(0), "ES256"))).isNotNull();
				assertThat(decode(context, token(previous.get(1), "RS256"))).isNotNull();
				for (int i = 0; i < 5; i++) {
					assertThat(issue(context).getHeaders()).containsEntry("kid", SigningKeys.thumbprint(current));
				}
			});
	}

	@Test
	void decodeWhenKeyPairIsBesideASecretThenBothAcceptedAndTheSecretSigns() {
		OctetKeyPair next = SigningKeys.ed25519(null);
		this.runner.withPropertyValues(SECRET, PREVIOUS + file(next)).run((context) -> {
			assertThat(issue(context).getHeaders()).containsEntry("alg", "HS256");
			assertThat(decode(context, TestTokens.validFor("alice"))).isNotNull();
			assertThat(decode(context, token(next, "EdDSA"))).isNotNull();
			assertThat(published(context)).containsExactly(SigningKeys.thumbprint(next));
		});
	}

	@Test
	void decodeWhenSecretIsAPreviousOneThenBothAcceptedAndTheKeyPairSigns() {
		OctetKeyPair current = SigningKeys.ed25519(null);
		for (String algorithms : List.of("", "EdDSA,HS256")) {
			this.runner
				.withPropertyValues(CURRENT + file(current), PREVIOUS_SECRET, "jwt-security.algorithms=" + algorithms)
				.run((context) -> {
					assertThat(issue(context).getHeaders()).containsEntry("alg", "EdDSA");
					assertThat(decode(context, TestTokens.validFor("alice"))).isNotNull();
					assertThat(decode(context, token(current, "EdDSA"))).isNotNull();
				});
		}
	}

	/**
	 * The public key of a key pair is known to everybody, so it must not be accepted as a
	 * secret (RFC 8725, section 2.1).
	 */
	@Test
	void decodeWhenPublicKeyIsUsedAsASecretThenRefused() throws Exception {
		RSAKey current = SigningKeys.rsa(null, 2048);
		this.runner.withPropertyValues(CURRENT + file(current), PREVIOUS_SECRET).run((context) -> {
			String header = "{\"alg\":\"HS256\",\"kid\":\"%s\"}".formatted(SigningKeys.thumbprint(current));
			String payload = new String(Base64.getUrlDecoder().decode(TestTokens.validFor("alice").split("\\.")[1]));
			assertRefused(context,
					TestTokens.sign(header, payload, SigningKeys.pem(current.toPublicKey().getEncoded())));
			assertRefused(context, TestTokens.encode("{\"alg\":\"none\"}") + "." + TestTokens.encode(payload) + ".");
		});
	}

	@Test
	void startWhenLocationsAreBlankThenNotSet() {
		this.runner.withPropertyValues(SECRET, CURRENT, PREVIOUS, "jwt-security.signing.store=")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PublishedKeys.class));
	}

	@Test
	void startWhenPreviousKeyIsUnusableThenNamesItsIndex() throws IOException {
		Path bad = Files.writeString(this.directory.resolve("bad.pem"), SigningKeys.pem("EC PRIVATE KEY", new byte[9]));
		FailureAnalysis analysis = failure(CURRENT + file(SigningKeys.ed25519(null)),
				PREVIOUS + file(SigningKeys.ed25519(null)) + "," + bad.toUri());
		assertThat(analysis.getDescription())
			.startsWith("jwt-security.signing.previous-key-locations[1] points to a file");
	}

	@Test
	void startWhenKeyFitsNoAlgorithmThenSaysSo() {
		String ec = file(SigningKeys.ec(null, Curve.P_256));
		String rsa = file(SigningKeys.rsa(null, 2048));
		assertThat(failure(CURRENT + ec, "jwt-security.algorithms=EdDSA,PS256").getDescription()).isEqualTo(
				"The key at jwt-security.signing.key-location fits none of jwt-security.algorithms [EdDSA, PS256].");
		FailureAnalysis analysis = failure(CURRENT + rsa, PREVIOUS + ec, "jwt-security.algorithms=PS256");
		assertThat(analysis.getDescription()).isEqualTo(
				"The key at jwt-security.signing.previous-key-locations[0] fits none of jwt-security.algorithms [PS256].");
		assertThat(analysis.getAction()).isEqualTo("Add one of [ES256], or remove jwt-security.algorithms.");
	}

	@Test
	void startWhenSecondSourceThenNamesBoth() {
		String ec = file(SigningKeys.ec(null, Curve.P_256));
		assertThat(failure(CURRENT + ec, SECRET).getDescription()).contains("More than one key source",
				"jwt-security.secret", "jwt-security.signing.key-location");
		assertThat(failure(CURRENT + ec, "jwt-security.jwk-set-uri=https://issuer.example/jwks").getDescription())
			.contains("More than one key source");
	}

	@Test
	void startWhenPreviousKeysWouldNotBeUsedThenSaysSo() {
		assertThat(failure(PREVIOUS + file(SigningKeys.ed25519(null)),
				"jwt-security.jwk-set-uri=https://issuer.example/jwks")
			.getDescription()).contains("previous-key-locations", "does not sign tokens");
	}

	@Test
	void startWhenBouncyCastleIsMissingThenNamesIt() {
		this.runner.withPropertyValues(CURRENT + file(SigningKeys.ed25519(null)))
			.withClassLoader(new FilteredClassLoader("org.bouncycastle"))
			.run((context) -> {
				FailureAnalysis analysis = new KeyConfigurationFailureAnalyzer().analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).isEqualTo(
						"jwt-security.signing.key-location needs Bouncy Castle, which is not on the class path.");
				assertThat(analysis.getAction()).contains("org.bouncycastle:bcprov-jdk18on");
			});
		this.runner.withPropertyValues(SECRET)
			.withClassLoader(new FilteredClassLoader("org.bouncycastle"))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void toStringThenNoPrivatePart() {
		OctetKeyPair key = SigningKeys.ed25519(null);
		SigningKey signer = SigningKey.of(key, List.of(JWSAlgorithm.EdDSA));
		assertThat(signer).hasToString("SigningKey[kid=null, alg=EdDSA]");
		this.runner.withPropertyValues(CURRENT + file(key))
			.run((context) -> assertThat(context.getBean(PublishedKeys.class).current().toString(false))
				.doesNotContain(key.getD().toString(), "\"d\""));
	}

	private static Jwt issue(ApplicationContext context) {
		return context.getBean(AccessTokenIssuer.class)
			.issue(AccessTokenParameters.of("alice", "alice@example.com", Duration.ofHours(1)));
	}

	private static Jwt decode(ApplicationContext context, String token) {
		return context.getBean(JwtDecoder.class).decode(token);
	}

	private static void assertRefused(ApplicationContext context, String token) {
		assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> decode(context, token));
	}

	private static String token(JWK key, String algorithm) {
		return SigningKeys.token(key, algorithm, SigningKeys.thumbprint(key));
	}

	private static List<String> published(ApplicationContext context) {
		return context.getBean(PublishedKeys.class).current().getKeys().stream().map(JWK::getKeyID).toList();
	}

	private String file(JWK key) {
		try {
			return Files
				.writeString(this.directory.resolve(SigningKeys.thumbprint(key) + ".pem"), SigningKeys.privatePem(key))
				.toUri()
				.toString();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private FailureAnalysis failure(String... properties) {
		List<FailureAnalysis> analyses = new ArrayList<>();
		this.runner.withPropertyValues(properties)
			.run((context) -> analyses.add(new KeyConfigurationFailureAnalyzer().analyze(context.getStartupFailure())));
		assertThat(analyses).doesNotContainNull();
		return analyses.get(0);
	}

}
