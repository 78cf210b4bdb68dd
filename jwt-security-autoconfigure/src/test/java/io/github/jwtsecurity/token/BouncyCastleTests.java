package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.List;
import java.util.function.Function;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BouncyCastle}.
 */
class BouncyCastleTests {

	private static final byte[] MESSAGE = "header.payload".getBytes(StandardCharsets.US_ASCII);

	private static final String[] ALGORITHMS = { "SHA256withECDSA", "SHA384withECDSA", "SHA512withECDSA", "Ed25519" };

	static List<String> algorithms() {
		return List.of(ALGORITHMS);
	}

	static List<JWK> keys() {
		return List.of(SigningKeys.ec("p256", Curve.P_256), SigningKeys.ec("p384", Curve.P_384),
				SigningKeys.ec("p521", Curve.P_521), SigningKeys.ed25519("ed"));
	}

	@ParameterizedTest
	@MethodSource("algorithms")
	void verifiesThenTrue(String algorithm) {
		assertThat(BouncyCastle.verifies(algorithm)).isTrue();
	}

	@ParameterizedTest
	@MethodSource("algorithms")
	void verifiesWhenMissingThenFalse(String algorithm) throws Exception {
		assertThat(WithoutBouncyCastle.create(Choice.class).apply(algorithm)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SHA256withECDSA", "Ed25519" })
	void verifiesWhenProviderOfAnotherAlgorithmIsInstalledThenTrue(String algorithm) {
		String other = algorithm.equals("Ed25519") ? "SHA256withECDSA" : "Ed25519";
		try (AcceptingProvider provider = AcceptingProvider.installFirst(other)) {
			assertThat(BouncyCastle.verifies(algorithm)).isTrue();
			assertThat(BouncyCastle.verifies(other)).isFalse();
		}
	}

	@ParameterizedTest
	@MethodSource("keys")
	void verifyWhenProviderIsInstalledBeforeTheJdkThenUsed(JWK key) throws Exception {
		Base64URL signature = anySignature(key);
		try (AcceptingProvider provider = AcceptingProvider.installFirst(ALGORITHMS)) {
			assertThat(verify(key, signature)).isTrue();
		}
		assertThat(verify(key, signature)).isFalse();
	}

	@ParameterizedTest
	@MethodSource("keys")
	void verifyWhenProviderIsInstalledAfterTheJdkThenNotUsed(JWK key) throws Exception {
		try (AcceptingProvider provider = AcceptingProvider.installLast(ALGORITHMS)) {
			assertThat(verify(key, anySignature(key))).isFalse();
		}
	}

	@ParameterizedTest
	@MethodSource("keys")
	void verifyWhenBouncyCastleIsInstalledAsProviderThenItsProviderVerifies(JWK key) throws Exception {
		Base64URL signature = sign(key);
		Security.insertProviderAt(new BouncyCastleProvider(), 1);
		try {
			assertThat(algorithms()).noneMatch(BouncyCastle::verifies);
			assertThat(verify(key, signature)).isTrue();
			assertThat(verify(key, anySignature(key))).isFalse();
		}
		finally {
			Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
		}
	}

	@Test
	void verifierWhenEcKeyThenBouncyCastleUnlessMissing() throws Exception {
		ECKey key = SigningKeys.ec("p256", Curve.P_256);
		assertThat(KnownKey.verifier(key)).isInstanceOf(BouncyCastleEcdsaVerifier.class);
		assertThat(WithoutBouncyCastle.create(VerifierName.class).apply(key)).isEqualTo(ECDSAVerifier.class.getName());
	}

	private static boolean verify(JWK key, Base64URL signature) throws Exception {
		return KnownKey.verifier(key.toPublicJWK()).verify(header(key), MESSAGE, signature);
	}

	private static JWSHeader header(JWK key) {
		return new JWSHeader(algorithm(key));
	}

	private static JWSAlgorithm algorithm(JWK key) {
		return VerificationKeys.algorithms(key).stream().map(SignatureAlgorithms::canonical).findFirst().orElseThrow();
	}

	private static Base64URL sign(JWK key) throws Exception {
		return (key instanceof OctetKeyPair pair) ? new Ed25519Signer(pair).sign(header(key), MESSAGE)
				: new ECDSASigner(key.toECKey()).sign(header(key), MESSAGE);
	}

	/**
	 * Returns a signature of another message, in the form that fits the key.
	 */
	private static Base64URL anySignature(JWK key) throws Exception {
		byte[] bytes = sign(key).decode();
		bytes[bytes.length - 2] ^= 1;
		return Base64URL.encode(bytes);
	}

	static final class Choice implements Function<String, Boolean> {

		@Override
		public Boolean apply(String algorithm) {
			return BouncyCastle.verifies(algorithm);
		}

	}

	static final class VerifierName implements Function<JWK, String> {

		@Override
		public String apply(JWK key) {
			try {
				return KnownKey.verifier(key).getClass().getName();
			}
			catch (JOSEException ex) {
				throw new IllegalArgumentException(ex);
			}
		}

	}

}
