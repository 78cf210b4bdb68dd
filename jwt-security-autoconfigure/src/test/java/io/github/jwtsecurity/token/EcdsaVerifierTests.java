package io.github.jwtsecurity.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the verifiers of ECDSA signatures, with Bouncy Castle and with the JDK.
 */
class EcdsaVerifierTests {

	private static final byte[] MESSAGE = "header.payload".getBytes(StandardCharsets.US_ASCII);

	static List<Subject> subjects() throws JOSEException {
		ECKey p256 = SigningKeys.ec("p256", Curve.P_256);
		ECKey p384 = SigningKeys.ec("p384", Curve.P_384);
		ECKey p521 = SigningKeys.ec("p521", Curve.P_521);
		return List.of(new Subject(p256, JWSAlgorithm.ES256, new BouncyCastleEcdsaVerifier(p256, JWSAlgorithm.ES256)),
				new Subject(p384, JWSAlgorithm.ES384, new BouncyCastleEcdsaVerifier(p384, JWSAlgorithm.ES384)),
				new Subject(p521, JWSAlgorithm.ES512, new BouncyCastleEcdsaVerifier(p521, JWSAlgorithm.ES512)),
				new Subject(p256, JWSAlgorithm.ES256, new ECDSAVerifier(p256)),
				new Subject(p384, JWSAlgorithm.ES384, new ECDSAVerifier(p384)),
				new Subject(p521, JWSAlgorithm.ES512, new ECDSAVerifier(p521)));
	}

	@ParameterizedTest
	@MethodSource("subjects")
	void verifyWhenSignatureIsOfTheMessageThenTrue(Subject subject) throws JOSEException {
		assertThat(subject.accepts(subject.sign())).isTrue();
		assertThat(subject.verifier()
			.verify(new JWSHeader(subject.algorithm()), "another".getBytes(StandardCharsets.US_ASCII),
					Base64URL.encode(subject.sign())))
			.isFalse();
	}

	@ParameterizedTest
	@MethodSource("subjects")
	void verifyWhenSignatureHasAnotherLengthThenFalse(Subject subject) throws JOSEException {
		byte[] signature = subject.sign();
		for (int length = 0; length <= 2 * signature.length; length++) {
			assertThat(subject.accepts(Arrays.copyOf(signature, length))).as("length " + length)
				.isEqualTo(length == signature.length);
		}
	}

	@ParameterizedTest
	@MethodSource("subjects")
	void verifyWhenSignatureIsDerThenFalse(Subject subject) throws JOSEException {
		assertThat(subject.accepts(ECDSA.transcodeSignatureToDER(subject.sign()))).isFalse();
	}

	@ParameterizedTest
	@MethodSource("subjects")
	void verifyWhenNumberIsOutOfRangeThenFalse(Subject subject) throws JOSEException {
		byte[] signature = subject.sign();
		BigInteger r = subject.number(signature, 0);
		BigInteger s = subject.number(signature, 1);
		BigInteger n = subject.order();
		for (BigInteger invalid : List.of(BigInteger.ZERO, n, n.add(BigInteger.ONE))) {
			assertThat(subject.accepts(subject.signature(invalid, s))).as("r " + invalid).isFalse();
			assertThat(subject.accepts(subject.signature(r, invalid))).as("s " + invalid).isFalse();
			assertThat(subject.accepts(subject.signature(invalid, invalid))).as("both " + invalid).isFalse();
		}
		if (n.bitLength() % Byte.SIZE != 0) {
			assertThat(subject.accepts(subject.signature(r.add(n), s))).isFalse();
			assertThat(subject.accepts(subject.signature(r, s.add(n)))).isFalse();
		}
	}

	@ParameterizedTest
	@MethodSource("subjects")
	void verifyWhenAnyBitIsChangedThenFalse(Subject subject) throws JOSEException {
		byte[] signature = subject.sign();
		for (int bit = 0; bit < signature.length * Byte.SIZE; bit += 37) {
			byte[] changed = signature.clone();
			changed[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
			assertThat(subject.accepts(changed)).as("bit " + bit).isFalse();
		}
	}

	@ParameterizedTest
	@MethodSource("subjects")
	void verifyWhenTwinOfSignatureThenTrue(Subject subject) throws JOSEException {
		byte[] signature = subject.sign();
		BigInteger twin = subject.order().subtract(subject.number(signature, 1));
		assertThat(subject.accepts(subject.signature(subject.number(signature, 0), twin))).isTrue();
	}

	@ParameterizedTest
	@MethodSource("subjects")
	void verifyWhenHeaderHasAnotherAlgorithmThenNotAccepted(Subject subject) throws JOSEException {
		JWSAlgorithm other = subject.algorithm().equals(JWSAlgorithm.ES256) ? JWSAlgorithm.ES384 : JWSAlgorithm.ES256;
		assertThat(subject.accepts(other, subject.sign())).isFalse();
	}

	/**
	 * A key pair and a verifier with its public key.
	 */
	record Subject(ECKey key, JWSAlgorithm algorithm, JWSVerifier verifier) {

		boolean accepts(byte[] signature) {
			return accepts(this.algorithm, signature);
		}

		boolean accepts(JWSAlgorithm header, byte[] signature) {
			try {
				return this.verifier.verify(new JWSHeader(header), MESSAGE, Base64URL.encode(signature));
			}
			catch (JOSEException ex) {
				return false;
			}
		}

		byte[] sign() throws JOSEException {
			return new ECDSASigner(this.key).sign(new JWSHeader(this.algorithm), MESSAGE).decode();
		}

		BigInteger order() {
			return this.key.getCurve().toECParameterSpec().getOrder();
		}

		BigInteger number(byte[] signature, int index) {
			int length = signature.length / 2;
			return new BigInteger(1, Arrays.copyOfRange(signature, index * length, (index + 1) * length));
		}

		byte[] signature(BigInteger r, BigInteger s) {
			return HexFormat.of().parseHex(hex(r) + hex(s));
		}

		private String hex(BigInteger number) {
			int digits = 2 * ((order().bitLength() + Byte.SIZE - 1) / Byte.SIZE);
			String hex = number.toString(16);
			return "0".repeat(digits - hex.length()) + hex;
		}

		@Override
		public String toString() {
			return this.algorithm + " " + this.verifier.getClass().getSimpleName();
		}

	}

}
