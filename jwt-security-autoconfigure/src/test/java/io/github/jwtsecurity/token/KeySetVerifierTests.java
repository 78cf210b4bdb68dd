package io.github.jwtsecurity.token;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.TestTimeLimit;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.InvalidTokenException.Reason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link KeySetVerifier} against a real HTTP server.
 */
@ExtendWith(OutputCaptureExtension.class)
class KeySetVerifierTests {

	private static final RSAKey RSA = SigningKeys.rsa("rsa", 2048);

	private static final ECKey P256 = SigningKeys.ec("p256", Curve.P_256);

	private static final ECKey P384 = SigningKeys.ec("p384", Curve.P_384);

	private static final ECKey P521 = SigningKeys.ec("p521", Curve.P_521);

	private static final OctetKeyPair ED = SigningKeys.ed25519("ed");

	private final IssuerServer issuer = new IssuerServer();

	private final KeySetStatus status = new KeySetStatus();

	private final MutableClock clock = new MutableClock();

	private final TestTimeLimit time = new TestTimeLimit();

	private final List<KeySetVerifier> verifiers = new ArrayList<>();

	@BeforeEach
	void publish() {
		this.issuer.keys(RSA, P256, P384, P521, ED);
	}

	@AfterEach
	void close() {
		this.verifiers.forEach(KeySetVerifier::close);
		this.issuer.close();
	}

	@ParameterizedTest
	@MethodSource("keysAndAlgorithms")
	void verifyWhenSignedByAPublishedKeyThenAccepts(JWK key, String algorithm) {
		KeySetVerifier verifier = verifier(Map.of());
		accepts(verifier, SigningKeys.token(key, algorithm));
		accepts(verifier, SigningKeys.token(key, algorithm, null));
		refuses(verifier, SigningKeys.token(key, algorithm, "another"), Reason.SIGNATURE);
	}

	@ParameterizedTest
	@MethodSource("keysAndAlgorithms")
	void verifyWhenTamperedThenRefuses(JWK key, String algorithm) {
		KeySetVerifier verifier = verifier(Map.of());
		String token = SigningKeys.token(key, algorithm);
		String[] parts = token.split("\\.");
		refuses(verifier, parts[0] + "." + TestTokens.encode("{\"user_id\":\"bob\"}") + "." + parts[2],
				Reason.SIGNATURE);
		byte[] signature = new Base64URL(parts[2]).decode();
		for (byte[] changed : List.of(new byte[0], new byte[signature.length], Arrays.copyOf(signature, 10),
				Arrays.copyOf(signature, signature.length + 1), flipped(signature, 0),
				flipped(signature, signature.length - 1))) {
			refuses(verifier, parts[0] + "." + parts[1] + "." + TestTokens.encode(changed), Reason.SIGNATURE);
		}
	}

	static Stream<Arguments> keysAndAlgorithms() {
		return Stream.of(Arguments.of(ED, "EdDSA"), Arguments.of(ED, "Ed25519"), Arguments.of(P256, "ES256"),
				Arguments.of(P384, "ES384"), Arguments.of(P521, "ES512"), Arguments.of(RSA, "RS256"),
				Arguments.of(RSA, "RS384"), Arguments.of(RSA, "RS512"), Arguments.of(RSA, "PS256"),
				Arguments.of(RSA, "PS384"), Arguments.of(RSA, "PS512"));
	}

	/**
	 * For an ECDSA signature (r, s), (r, n - s) is also valid, so these tokens have two
	 * texts.
	 */
	@ParameterizedTest
	@MethodSource
	void verifyWhenEcdsaSignatureIsReplacedByItsTwinThenAccepts(ECKey key, String algorithm) {
		KeySetVerifier verifier = verifier(Map.of());
		String token = SigningKeys.token(key, algorithm);
		int dot = token.lastIndexOf('.');
		byte[] signature = new Base64URL(token.substring(dot + 1)).decode();
		int half = signature.length / 2;
		BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, half, signature.length));
		BigInteger twin = key.getCurve().toECParameterSpec().getOrder().subtract(s);
		byte[] bytes = new byte[half + 1];
		byte[] minimal = twin.toByteArray();
		System.arraycopy(minimal, 0, bytes, bytes.length - minimal.length, minimal.length);
		System.arraycopy(bytes, 1, signature, half, half);
		accepts(verifier, token);
		accepts(verifier, token.substring(0, dot + 1) + TestTokens.encode(signature));
	}

	static Stream<Arguments> verifyWhenEcdsaSignatureIsReplacedByItsTwinThenAccepts() {
		return Stream.of(Arguments.of(P256, "ES256"), Arguments.of(P384, "ES384"), Arguments.of(P521, "ES512"));
	}

	@Test
	void verifyWhenSignedByAStrangersKeyWithAKnownKidThenRefuses() {
		KeySetVerifier verifier = verifier(Map.of());
		refuses(verifier, SigningKeys.token(SigningKeys.ed25519("ed"), "EdDSA"), Reason.SIGNATURE);
		refuses(verifier, SigningKeys.token(SigningKeys.ec("p256", Curve.P_256), "ES256"), Reason.SIGNATURE);
	}

	@Test
	void verifyWhenKidNamesAKeyOfAnotherTypeThenRefuses() {
		refuses(verifier(Map.of()), SigningKeys.token(P256, "ES256", "rsa"), Reason.SIGNATURE);
	}

	@Test
	void verifyWhenSymmetricAlgorithmThenRefuses() {
		String hmacWithPublicKey = TestTokens.sign("{\"alg\":\"HS256\",\"kid\":\"rsa\"}", "{}",
				RSA.getModulus().toString());
		refuses(verifier(Map.of()), hmacWithPublicKey, Reason.ALGORITHM);
		assertThat(this.issuer.fetches()).isZero();
	}

	@Test
	void verifyWhenAlgorithmsAreConfiguredThenOnlyThose() {
		KeySetVerifier verifier = verifier(Map.of("jwt-security.algorithms", "Ed25519,PS256"));
		accepts(verifier, SigningKeys.token(ED, "EdDSA"));
		accepts(verifier, SigningKeys.token(RSA, "PS256"));
		refuses(verifier, SigningKeys.token(RSA, "RS256"), Reason.ALGORITHM);
		refuses(verifier, SigningKeys.token(P256, "ES256"), Reason.ALGORITHM);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "none", "ES256K", "Ed448", "rs256" })
	void createWhenAlgorithmIsNotForPublicKeysThenSaysSo(String algorithm) {
		assertThatExceptionOfType(KeyConfigurationException.class)
			.isThrownBy(() -> verifier(Map.of("jwt-security.algorithms", algorithm)))
			.withMessageContaining("'" + algorithm + "'");
	}

	@Test
	void verifyWhenKeyNamesItsAlgorithmThenNoOther() {
		this.issuer.keys(new RSAKey.Builder(RSA).algorithm(JWSAlgorithm.PS256).build(),
				new OctetKeyPair.Builder(ED).algorithm(JWSAlgorithm.Ed25519).build());
		KeySetVerifier verifier = verifier(Map.of());
		accepts(verifier, SigningKeys.token(RSA, "PS256"));
		refuses(verifier, SigningKeys.token(RSA, "RS256"), Reason.SIGNATURE);
		accepts(verifier, SigningKeys.token(ED, "EdDSA"));
	}

	@Test
	void verifyWhenSetHasBadKeysThenNamesThemAndUsesTheGood(CapturedOutput output) {
		RSAKey small = SigningKeys.rsa("small", 1024);
		OctetSequenceKey symmetric = new OctetSequenceKey.Builder(new byte[32]).keyID("symmetric").build();
		String keys = String.join(",", P256.toPublicJWK().toJSONString(), small.toPublicJWK().toJSONString(),
				symmetric.toJSONString(), SigningKeys.ed25519("private").toJSONString(),
				new RSAKey.Builder(RSA.toPublicJWK()).keyID("encryption")
					.keyUse(KeyUse.ENCRYPTION)
					.build()
					.toJSONString(),
				new RSAKey.Builder(RSA.toPublicJWK()).keyID("wrapping")
					.keyOperations(Set.of(KeyOperation.WRAP_KEY))
					.build()
					.toJSONString(),
				new RSAKey.Builder(RSA.toPublicJWK()).keyID("misfit")
					.algorithm(JWSAlgorithm.ES256)
					.build()
					.toJSONString(),
				"{\"kty\":\"RSA\",\"kid\":\"exponent\",\"n\":\"%s\",\"e\":\"AQ\"}".formatted(RSA.getModulus()),
				"{\"kty\":\"EC\",\"kid\":\"off-curve\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}",
				"{\"kty\":\"EC\",\"kid\":\"k1\",\"crv\":\"secp256k1\",\"x\":\"AQ\",\"y\":\"AQ\"}",
				"{\"kty\":\"OKP\",\"kid\":\"x25519\",\"crv\":\"X25519\",\"x\":\"%s\"}".formatted(ED.getX()),
				"{\"kty\":\"OKP\",\"kid\":\"short\",\"crv\":\"Ed25519\",\"x\":\"AQ\"}",
				"{\"kty\":\"OKP\",\"kid\":\"weak\",\"crv\":\"Ed25519\",\"x\":\"%s\"}"
					.formatted(TestTokens.encode(new byte[32])),
				"{\"kty\":\"OKP\",\"kid\":\"no-point\",\"crv\":\"Ed25519\",\"x\":\"AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
				"{\"kty\":\"RSA\",\"kid\":\"even\",\"n\":\"%s\",\"e\":\"AQAB\"}".formatted(even(RSA)),
				"{\"kty\":\"new\",\"kid\":\"unknown\"}", "{\"kid\":\"typeless\"}", "7",
				P384.toPublicJWK().toJSONString(), P384.toPublicJWK().toJSONString());
		this.issuer.body("{\"keys\":[" + keys + "]}");
		KeySetVerifier verifier = verifier(Map.of());
		accepts(verifier, SigningKeys.token(P256, "ES256"));
		for (String bad : List.of("small", "symmetric", "private", "encryption", "wrapping", "misfit", "exponent",
				"off-curve", "k1", "x25519", "short", "weak", "no-point", "even", "unknown", "p384")) {
			assertThat(output.getAll().lines().filter((line) -> line.contains("key '" + bad + "':"))).as(bad)
				.hasSize(1);
		}
		refuses(verifier, SigningKeys.token(RSA, "RS256", "small"), Reason.SIGNATURE);
		refuses(verifier, SigningKeys.token(P384, "ES384"), Reason.SIGNATURE);
		refuses(verifier, SigningKeys.token(RSA, "RS256", "encryption"), Reason.SIGNATURE);
		refuses(verifier, SigningKeys.token(RSA, "RS256", null), Reason.SIGNATURE);
		assertThat(this.status.snapshot().usableKeys()).isOne();
	}

	@Test
	void verifyWhenKeyIsRotatedThenFetchedOnceAndNoRestart() {
		KeySetVerifier verifier = verifier(Map.of());
		accepts(verifier, SigningKeys.token(ED, "EdDSA"));
		OctetKeyPair next = SigningKeys.ed25519("next");
		this.issuer.keys(ED, next);
		accepts(verifier, SigningKeys.token(next, "EdDSA"));
		accepts(verifier, SigningKeys.token(ED, "EdDSA"));
		assertThat(this.issuer.fetches()).isEqualTo(2);
	}

	@ParameterizedTest
	@MethodSource
	void verifyWhenAnswerIsBadThenUnavailableAndLastGoodKeysStay(BiConsumer<IssuerServer, TestTimeLimit> failure,
			String reason) {
		String token = SigningKeys.token(ED, "EdDSA");
		failure.accept(this.issuer, this.time);
		KeySetVerifier fresh = impatientVerifier();
		unavailable(() -> fresh.verify(CompactJws.of(CompactText.parse(token, new AcceptedHeaders()))));
		assertThat(this.status.snapshot().failure()).contains(reason);
		this.issuer.keys(ED);
		KeySetVerifier experienced = impatientVerifier();
		accepts(experienced, token);
		failure.accept(this.issuer, this.time);
		this.clock.advance(Duration.ofMinutes(5));
		unavailable(() -> experienced
			.verify(CompactJws.of(CompactText.parse(SigningKeys.token(ED, "EdDSA", "later"), new AcceptedHeaders()))));
		assertThat(this.status.snapshot().failing()).isTrue();
		accepts(experienced, token);
	}

	static Stream<Arguments> verifyWhenAnswerIsBadThenUnavailableAndLastGoodKeysStay() {
		return Stream.of(bad((issuer, time) -> issuer.body("<html>"), "not a key set"),
				bad((issuer, time) -> issuer.body(""), "not a key set"),
				bad((issuer, time) -> issuer.body("[]"), "not a key set"),
				bad((issuer, time) -> issuer.body("{}"), "not a key set"),
				bad((issuer, time) -> issuer.body("{\"keys\":7}"), "not a key set"),
				bad((issuer, time) -> issuer.body("{\"keys\":" + "[".repeat(10_000)), "not a key set"),
				bad((issuer, time) -> issuer.status(404), "the response status was 404 instead of 200"),
				bad((issuer, time) -> issuer.status(500), "the response status was 500 instead of 200"),
				bad((issuer, time) -> issuer.status(204), "the response status was 204 instead of 200"),
				bad((issuer, time) -> issuer.redirectTo(URI.create("http://127.0.0.1:1/")),
						"the response status was 302"),
				bad((issuer, time) -> issuer.endless(new byte[64 * 1024]), "the response is longer than"),
				bad((issuer, time) -> issuer.silent(time::end), "the response took longer than 5000 ms"),
				bad((issuer, time) -> issuer.dripping(time::end), "the response took longer than 5000 ms"));
	}

	private static Arguments bad(BiConsumer<IssuerServer, TestTimeLimit> failure, String reason) {
		return Arguments.of(failure, reason);
	}

	@Test
	void verifyWhenRedirectedThenOtherAddressIsNotAsked() {
		try (IssuerServer elsewhere = new IssuerServer()) {
			elsewhere.keys(ED);
			this.issuer.redirectTo(elsewhere.uri());
			KeySetVerifier verifier = verifier(Map.of());
			unavailable(() -> verifier
				.verify(CompactJws.of(CompactText.parse(SigningKeys.token(ED, "EdDSA"), new AcceptedHeaders()))));
			assertThat(elsewhere.fetches()).isZero();
		}
	}

	@Test
	void verifyWhenKidIsHostileThenLogStaysWhole(CapturedOutput output) {
		String kid = "\"kid\":\"x\\nFORGED \\u2028FORGED \\u0085FORGED\"";
		String key = P256.toPublicJWK().toJSONString().replace("\"kid\":\"p256\"", kid);
		this.issuer.body("{\"keys\":[" + key + "," + key + ",{\"kty\":\"odd\"," + kid + "}]}");
		KeySetVerifier verifier = verifier(Map.of());
		unavailable(() -> verifier
			.verify(CompactJws.of(CompactText.parse(SigningKeys.token(P256, "ES256"), new AcceptedHeaders()))));
		assertThat(output.getAll()).contains("x?FORGED ?FORGED ?FORGED");
		assertThat(output.getAll().split("[\n\u2028\u0085]")).noneMatch((line) -> line.startsWith("FORGED"));
	}

	@Test
	void verifyWhenSetIsEmptyThenUnavailable() {
		this.issuer.keys();
		KeySetVerifier verifier = verifier(Map.of());
		unavailable(() -> verifier
			.verify(CompactJws.of(CompactText.parse(SigningKeys.token(ED, "EdDSA"), new AcceptedHeaders()))));
		unavailable(() -> verifier
			.verify(CompactJws.of(CompactText.parse(SigningKeys.token(ED, "EdDSA"), new AcceptedHeaders()))));
	}

	@Test
	void createThenNothingIsFetched() {
		verifier(Map.of());
		assertThat(this.issuer.fetches()).isZero();
	}

	private static Base64URL even(RSAKey key) {
		return Base64URL.encode(key.getModulus().decodeToBigInteger().clearBit(0));
	}

	private static byte[] flipped(byte[] bytes, int index) {
		byte[] changed = bytes.clone();
		changed[index] ^= 1;
		return changed;
	}

	private KeySetVerifier verifier(Map<String, String> properties) {
		KeySetVerifier verifier = this.issuer.verifier(this.status, this.clock, properties);
		this.verifiers.add(verifier);
		return verifier;
	}

	/**
	 * Returns a verifier with a time limit that the test ends.
	 */
	private KeySetVerifier impatientVerifier() {
		KeySetVerifier verifier = this.issuer.verifier(this.status, this.clock, this.time);
		this.verifiers.add(verifier);
		return verifier;
	}

	private static void accepts(KeySetVerifier verifier, String token) {
		assertThatCode(() -> verifier.verify(CompactJws.of(CompactText.parse(token, new AcceptedHeaders()))))
			.doesNotThrowAnyException();
	}

	private static void refuses(KeySetVerifier verifier, String token, Reason reason) {
		assertThatExceptionOfType(InvalidTokenException.class)
			.isThrownBy(() -> verifier.verify(CompactJws.of(CompactText.parse(token, new AcceptedHeaders()))))
			.extracting(InvalidTokenException::reason)
			.isEqualTo(reason);
	}

	private static void unavailable(ThrowingCallable call) {
		assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(call);
	}

}
