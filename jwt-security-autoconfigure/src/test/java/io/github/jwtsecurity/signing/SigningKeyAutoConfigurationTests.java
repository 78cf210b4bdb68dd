package io.github.jwtsecurity.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.jwtsecurity.LongComputation;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.AccessTokenIssuer;
import io.github.jwtsecurity.token.AccessTokenParameters;
import io.github.jwtsecurity.token.KeyDerivation;
import io.github.jwtsecurity.token.ManagedKeys;
import io.github.jwtsecurity.token.PublishedKeys;
import io.github.jwtsecurity.token.TokenAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SigningKeyAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SigningKeyAutoConfigurationTests {

	private static final String STORE = "jwt-security.signing.store=jdbc";

	private static final String ENCRYPTION_SECRET = "encryption-" + TestTokens.SECRET;

	private static final String SECRET = "jwt-security.signing.encryption-secret=" + ENCRYPTION_SECRET;

	private final MutableClock clock = new MutableClock();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class, SigningKeyAutoConfiguration.class,
				DataSourceAutoConfiguration.class))
		.withBean(Clock.class, () -> this.clock)
		.withPropertyValues(TestDatabase.h2().properties())
		.withPropertyValues(STORE);

	@Test
	void startThenIssuesAndDecodesWithTheKeyOfTheStore() {
		this.runner.withPropertyValues(SECRET).run((context) -> {
			Jwt issued = issue(context);
			assertThat(issued.getHeaders()).containsEntry("alg", "EdDSA");
			assertThat(context.getBean(JwtDecoder.class).decode(issued.getTokenValue()).getSubject())
				.isEqualTo("alice");
			assertThat(context.getBean(PublishedKeys.class).current().getKeys()).singleElement()
				.satisfies((key) -> assertThat(key.getKeyID()).isEqualTo(issued.getHeaders().get("kid")));
			assertThat(context.getBean(RotatingKeys.class).isRunning()).isTrue();
		});
	}

	@LongComputation
	@ParameterizedTest
	@ValueSource(strings = { "EdDSA", "Ed25519", "ES256", "ES384", "ES512", "RS256", "PS256" })
	void startWhenAlgorithmIsSetThenKeysHaveIt(String algorithm) {
		this.runner.withPropertyValues(SECRET, "jwt-security.signing.algorithm=" + algorithm).run((context) -> {
			Jwt issued = issue(context);
			assertThat(issued.getHeaders()).containsEntry("alg", algorithm.equals("Ed25519") ? "EdDSA" : algorithm);
			assertThat(context.getBean(JwtDecoder.class).decode(issued.getTokenValue())).isNotNull();
		});
	}

	@Test
	void startWhenAnotherKeyIsSetThenItSignsForTheLeadTime() {
		this.runner.withPropertyValues(SECRET, "jwt-security.secret=" + TestTokens.SECRET).run((context) -> {
			Jwt before = issue(context);
			assertThat(before.getHeaders()).containsEntry("alg", "HS256");
			assertThat(context.getBean(PublishedKeys.class).current().getKeys()).hasSize(1);
			this.clock.advance(Duration.ofDays(1));
			assertThat(issue(context).getHeaders()).containsEntry("alg", "EdDSA");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "jwt-security.secret=" + TestTokens.SECRET })
	void startWhenStoreIsNotSetThenNoKeys(String other) {
		this.runner
			.withPropertyValues(SECRET, "jwt-security.signing.store=", "jwt-security.generate-secret=true", other)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ManagedKeys.class)
				.doesNotHaveBean(PublishedKeys.class));
	}

	@Test
	void startWhenEncryptionSecretIsMissingThenSaysSo() {
		this.runner.run((context) -> assertThat(context.getStartupFailure()).rootCause()
			.hasMessage("jwt-security.signing.encryption-secret is not set, so managed keys could not be encrypted."));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			encryption-secret=short|jwt-security.signing.encryption-secret is too short
			encryption-secret=${KEY_SECRET}|KEY_SECRET is not set
			algorithm=HS256|jwt-security.signing.algorithm is 'HS256'.
			algorithm=ES256K|jwt-security.signing.algorithm is 'ES256K'.
			rotation=59m|jwt-security.signing.rotation must be from 1h to 3650d
			lead-time=1s|jwt-security.signing.lead-time must be from 1m to 30d
			lead-time=90d|jwt-security.signing.lead-time must be from 1m to 30d
			rotation=1d|jwt-security.signing.lead-time is 1d and must be shorter than jwt-security.signing.rotation
			store=file|file
			""")
	void startWhenPropertyIsUnusableThenSaysSo(String property, String message) {
		this.runner.withPropertyValues(SECRET, "jwt-security.signing." + property)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause().hasMessageContaining(message));
	}

	@Test
	void startWhenAlgorithmIsNotAcceptedThenSaysSo() {
		this.runner.withPropertyValues(SECRET, "jwt-security.algorithms=ES256")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessage("A key of jwt-security.signing.store fits none of jwt-security.algorithms [ES256]."));
		this.runner
			.withPropertyValues(SECRET, "jwt-security.algorithms=ES256,EdDSA", "jwt-security.signing.algorithm=ES256")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	/**
	 * No key is made that the next start could not use.
	 */
	@Test
	void startWhenConfigurationIsCorrectedThenStarts() {
		this.runner.withPropertyValues(SECRET, "jwt-security.algorithms=ES256")
			.run((context) -> assertThat(context).hasFailed());
		this.runner.withPropertyValues(SECRET, "jwt-security.algorithms=ES256", "jwt-security.signing.algorithm=ES256")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "jwt-security.secret", "jwt-security.previous-secrets" })
	void startWhenEncryptionSecretIsThatOfTokensThenRefused(String property) {
		this.runner.withPropertyValues(SECRET, property + "=" + ENCRYPTION_SECRET)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("jwt-security.signing.encryption-secret is also a secret of tokens"));
		this.runner.withPropertyValues("jwt-security.signing.encryption-secret=another-" + TestTokens.SECRET)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "secret", "previous-secrets" })
	void startWhenEncryptionSecretIsThatOfAFurtherIssuerThenRefused(String property) {
		this.runner
			.withPropertyValues(SECRET, "jwt-security.issuers.a.secret=another-" + TestTokens.SECRET,
					"jwt-security.issuers.a." + property + "=" + ENCRYPTION_SECRET,
					"jwt-security.issuers.a.issuer=https://a.example", "jwt-security.issuers.a.user-id-prefix=a:")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("jwt-security.signing.encryption-secret is also a secret of tokens"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/**", "/api/{user_id}/tasks", "/keys/*", "/keys/", "/", "keys", "/a/../keys" })
	void startWhenPathIsNotThatOfADocumentThenRefused(String path) {
		this.runner.withPropertyValues(SECRET, "jwt-security.signing.jwk-set-path=" + path)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("jwt-security.signing.jwk-set-path"));
	}

	/**
	 * The keys that were made before still sign, so their algorithm must be accepted.
	 */
	@Test
	void startWhenAlgorithmOfAStoredKeyIsNotAcceptedThenSaysSo() {
		this.runner.withPropertyValues(SECRET).run((context) -> assertThat(context).hasNotFailed());
		this.runner.withPropertyValues(SECRET, "jwt-security.algorithms=ES256", "jwt-security.signing.algorithm=ES256")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("fits none of jwt-security.algorithms [ES256]"));
	}

	@Test
	void startWhenSecretBesideTheStoreHasItsAlgorithmThenAccepted() {
		this.runner
			.withPropertyValues(SECRET, "jwt-security.algorithms=HS512,EdDSA",
					"jwt-security.secret=" + TestTokens.SECRET + TestTokens.SECRET.toLowerCase())
			.run((context) -> assertThat(issue(context).getHeaders()).containsEntry("alg", "HS512"));
	}

	@Test
	void startWhenNoDataSourceThenSaysSo() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class, SigningKeyAutoConfiguration.class))
			.withPropertyValues(STORE, SECRET)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageStartingWith("jwt-security.signing.store is jdbc, but there is no single DataSource"));
	}

	@Test
	void startWhenSeveralDataSourcesThenSaysSo() {
		this.runner.withPropertyValues(SECRET)
			.withBean("first", DataSource.class, () -> TestDatabase.h2().dataSource())
			.withBean("second", DataSource.class, () -> TestDatabase.h2().dataSource())
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("no single DataSource"));
	}

	@Test
	void startWhenJdbcIsMissingThenSaysSo() {
		this.runner.withPropertyValues(SECRET)
			.withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc"))
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("no single DataSource"));
	}

	@Test
	void startWhenTableIsMissingThenNamesItAndItsScript() {
		this.runner.withPropertyValues(SECRET, "jwt-security.jdbc.initialize-schema=never")
			.withPropertyValues(TestDatabase.h2().properties())
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasStackTraceContaining("jwt_security_signing_key"));
	}

	@Test
	void startWhenKeyCannotBeDecryptedThenNamesTheKeyAndTheProperties() {
		this.runner.withPropertyValues(SECRET).run((context) -> assertThat(context).hasNotFailed());
		this.runner.withPropertyValues("jwt-security.signing.encryption-secret=other-" + TestTokens.SECRET)
			.run((context) -> {
				FailureAnalysis analysis = new UndecryptableKeyFailureAnalyzer().analyze(context.getStartupFailure());
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains("jwt_security_signing_key", "cannot be decrypted")
					.doesNotContain(TestTokens.SECRET);
				assertThat(analysis.getAction()).contains("jwt-security.signing.encryption-secret",
						"jwt-security.signing.previous-encryption-secrets", "delete the row");
			});
	}

	@Test
	void startThenNoSecretAndNoKeyInTheLog(CapturedOutput output) {
		this.runner.withPropertyValues(SECRET, "debug=true").run((context) -> {
			issue(context);
			RotatingKeys keys = context.getBean(RotatingKeys.class);
			keys.replaceAll();
			String seed = keys.keys().keys().get(0).pair().toOctetKeyPair().getD().toString();
			assertThat(output).contains("Made the signing key", "All signing keys were replaced by")
				.doesNotContain(TestTokens.SECRET)
				.doesNotContain(seed)
				.doesNotContain(keys.keys().newest().encryptedKey());
			assertThat(context.getBean(RotationProperties.class)).asString().doesNotContain(TestTokens.SECRET);
		});
	}

	/**
	 * During each step of a move, refresh tokens, device tokens and CSRF tokens of both
	 * configurations are in use at both instances.
	 */
	@Test
	void deriveWhenKeysAreMovedThenEachStepKnowsThoseOfItsNeighbours(@TempDir Path directory) throws IOException {
		String file = Files.writeString(directory.resolve("key.pem"), TestKeys.newPem()).toUri().toString();
		String secret = "jwt-security.secret=" + TestTokens.SECRET;
		String previousSecret = "jwt-security.previous-secrets=" + TestTokens.SECRET;
		String key = "jwt-security.signing.key-location=" + file;
		String previousKey = "jwt-security.signing.previous-key-locations=" + file;
		String noStore = "jwt-security.signing.store=";
		String newSecret = "jwt-security.signing.encryption-secret=new-" + TestTokens.SECRET;
		String previousNew = "jwt-security.signing.previous-encryption-secrets=new-" + TestTokens.SECRET;
		String previousOld = "jwt-security.signing.previous-encryption-secrets=" + ENCRYPTION_SECRET;
		List<List<byte[]>> steps = Stream
			.of(List.of(secret, noStore), List.of(secret, previousKey, noStore), List.of(key, previousSecret, noStore),
					List.of(key, noStore), List.of(key, SECRET), List.of(previousKey, SECRET), List.of(SECRET),
					List.of(SECRET, previousNew), List.of(newSecret, previousOld), List.of(newSecret))
			.map((properties) -> derive(properties.toArray(String[]::new)))
			.toList();
		for (int i = 0; i < steps.size() - 1; i++) {
			assertThat(steps.get(i)).as("step " + i).contains(steps.get(i + 1).get(0));
			assertThat(steps.get(i + 1)).as("step " + (i + 1)).contains(steps.get(i).get(0));
		}
		assertThat(steps.get(steps.size() - 1)).hasSize(1).doesNotContain(steps.get(0).get(0));
	}

	private List<byte[]> derive(String... properties) {
		List<byte[]> keys = new ArrayList<>();
		this.runner.withPropertyValues(properties)
			.run((context) -> context.getBean(KeyDerivation.class)
				.derive("a purpose")
				.forEach((derived) -> keys.add(derived.getEncoded())));
		return keys;
	}

	/**
	 * Another instance may have made the key, so the token is not refused.
	 */
	@Test
	void decodeWhenKeyIsUnknownAndDatabaseIsAwayThenNeitherAcceptedNorRefused() {
		UnreliableDataSource dataSource = new UnreliableDataSource(TestDatabase.h2().withTables().dataSource());
		this.runner.withPropertyValues(SECRET).withBean(DataSource.class, () -> dataSource).run((context) -> {
			JwtDecoder decoder = context.getBean(JwtDecoder.class);
			String known = issue(context).getTokenValue();
			String unknown = TestTokens.encode("{\"alg\":\"EdDSA\",\"kid\":\"unknown\"}")
					+ known.substring(known.indexOf('.'));
			this.clock.advance(Duration.ofSeconds(1));
			assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> decoder.decode(unknown));
			dataSource.down(true);
			this.clock.advance(Duration.ofSeconds(1));
			assertThatExceptionOfType(JwtException.class).isThrownBy(() -> decoder.decode(unknown))
				.isNotInstanceOf(BadJwtException.class)
				.withMessage("The issuer's keys are not available");
			assertThat(decoder.decode(known)).isNotNull();
			assertThat(context.getBean(PublishedKeys.class).current().getKeys()).hasSize(1);
		});
	}

	@Test
	void startWhenApplicationHasAnIssuerThenItIsUsed() {
		this.runner.withPropertyValues(SECRET)
			.withBean(AccessTokenIssuer.class, () -> (parameters) -> null)
			.run((context) -> assertThat(context).hasSingleBean(AccessTokenIssuer.class)
				.hasSingleBean(PublishedKeys.class));
	}

	@Test
	void endpointWhenNotExposedThenNone() {
		this.runner.withPropertyValues(SECRET)
			.run((context) -> assertThat(context).doesNotHaveBean(SigningKeyEndpoint.class));
	}

	private static Jwt issue(ApplicationContext context) {
		return context.getBean(AccessTokenIssuer.class)
			.issue(AccessTokenParameters.of("alice", "alice@example.com", Duration.ofHours(1)));
	}

}
