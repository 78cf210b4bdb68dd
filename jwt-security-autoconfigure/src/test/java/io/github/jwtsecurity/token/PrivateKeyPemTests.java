package io.github.jwtsecurity.token;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link PrivateKeyPem}.
 */
class PrivateKeyPemTests {

	private static final String PROPERTY = "jwt-security.signing.key-location";

	private static final String CONVERT = "openssl pkcs8 -topk8 -nocrypt";

	/** The output of openssl ecparam -name prime256v1 -genkey. */
	private static final String EC_WITH_PARAMETERS = """
			-----BEGIN EC PARAMETERS-----
			BggqhkjOPQMBBw==
			-----END EC PARAMETERS-----
			-----BEGIN EC PRIVATE KEY-----
			MHcCAQEEIOCqcRswDd439sLGzESvmFsmYOD+zSmQdDpn6aC/1h4qoAoGCCqGSM49
			AwEHoUQDQgAEson/ARjrYPnjP4b2zqyPx3TU4mAgLA2GLumvWKfaGK/trvbjypoa
			/Oig0FAEfJMYchFbK3kV6+7wphEBFeIIHQ==
			-----END EC PRIVATE KEY-----
			""";

	/** The output of openssl genpkey -algorithm ed25519 -aes-128-cbc. */
	private static final String ENCRYPTED = """
			-----BEGIN ENCRYPTED PRIVATE KEY-----
			MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAj3Gl7MWp8MpAICCAAw
			DAYIKoZIhvcNAgkFADAdBglghkgBZQMEAQIEEFZbl+UaTUUPE76zYW7j2fEEQKXq
			omNxwjVLkFrlCqTAC6eEy9HAks+1eRvAWkvzcd7SMySKQsAB3iuFj3zwZSIGdiz/
			kwwxZ/yHaTJtEa1b6F8=
			-----END ENCRYPTED PRIVATE KEY-----
			""";

	/** The output of openssl ec -aes128. */
	private static final String ENCRYPTED_EC = """
			-----BEGIN EC PRIVATE KEY-----
			Proc-Type: 4,ENCRYPTED
			DEK-Info: AES-128-CBC,1626F5A0E8C71CC726E15DD8140406C6

			spKxWo4RmN4U/QhmLWd31ge6SfF8b1hjs4i9H8LIYA1toyVBjOObAl1ZcrzoBlEJ
			vwdULSo2im5aIqK1Z+XwwJ3Kx7MVhfU30mVehvViuq6kWpScl+RCbMNkfiMJ/U1Z
			1mK+Yp/wJzNoq8gwuhl/TM8V2FMSFcXzTCNzqsdl5OM=
			-----END EC PRIVATE KEY-----
			""";

	@ParameterizedTest
	@MethodSource("keys")
	void readThenKeyPairWithThumbprint(JWK key) {
		JWK read = read(SigningKeys.privatePem(key));
		assertThat(read.isPrivate()).isTrue();
		assertThat(read.getKeyID()).isEqualTo(SigningKeys.thumbprint(key));
		assertThat(read.getKeyUse()).isEqualTo(KeyUse.SIGNATURE);
		assertThat(read.getRequiredParams()).isEqualTo(key.getRequiredParams());
		assertThat(SigningKeys.encodedPrivateKey(read)).isEqualTo(SigningKeys.encodedPrivateKey(key));
	}

	static Stream<JWK> keys() {
		return Stream.of(SigningKeys.ed25519(null), SigningKeys.ec(null, Curve.P_256),
				SigningKeys.ec(null, Curve.P_384), SigningKeys.ec(null, Curve.P_521), SigningKeys.rsa(null, 2048),
				SigningKeys.rsa(null, 3072));
	}

	/**
	 * The coordinates and the private key have the length of the curve (RFC 7518, section
	 * 6.2).
	 */
	@Test
	void readWhenNumbersBeginWithZeroThenPadded() {
		ECKey key = Stream.generate(() -> SigningKeys.ec(null, Curve.P_256))
			.filter((candidate) -> candidate.getX().decode()[0] == 0)
			.findFirst()
			.orElseThrow();
		ECKey read = read(SigningKeys.privatePem(key)).toECKey();
		assertThat(read.getX()).isEqualTo(key.getX());
		assertThat(read.getKeyID()).isEqualTo(SigningKeys.thumbprint(key));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\n", "\\r\\n", "\r\n", "\n  " })
	void readWhenLineBreaksAreEscapedThenAccepted(String lineBreak) {
		OctetKeyPair key = SigningKeys.ed25519(null);
		assertThat(read(SigningKeys.privatePem(key).replace("\n", lineBreak)).getKeyID())
			.isEqualTo(SigningKeys.thumbprint(key));
	}

	@Test
	void readWhenTextSurroundsTheBlockThenAccepted() {
		OctetKeyPair key = SigningKeys.ed25519(null);
		assertThat(read("Bag Attributes\n" + SigningKeys.privatePem(key) + "\nthe end\n").getKeyID())
			.isEqualTo(SigningKeys.thumbprint(key));
	}

	@ParameterizedTest
	@MethodSource
	void readWhenAnotherFormThenSaysHowToConvert(String pem, String label) {
		KeyConfigurationException failure = failure(pem);
		assertThat(failure).hasMessage(
				"%s points to a file that begins with a block %s instead of PRIVATE KEY.".formatted(PROPERTY, label));
		assertThat(failure.action()).contains(CONVERT, label);
	}

	static Stream<Arguments> readWhenAnotherFormThenSaysHowToConvert() {
		return Stream.of(Arguments.of(EC_WITH_PARAMETERS, "EC PARAMETERS"),
				Arguments.of(EC_WITH_PARAMETERS.substring(EC_WITH_PARAMETERS.lastIndexOf("-----BEGIN")),
						"EC PRIVATE KEY"),
				Arguments.of(ENCRYPTED, "ENCRYPTED PRIVATE KEY"), Arguments.of(ENCRYPTED_EC, "EC PRIVATE KEY"));
	}

	@ParameterizedTest
	@MethodSource
	void readWhenKeyIsUnusableThenSaysWhy(String pem, String reason) {
		KeyConfigurationException failure = failure(pem);
		assertThat(failure).hasMessageStartingWith(PROPERTY + " ").hasMessageContaining(reason).hasNoCause();
		assertThat(failure.action()).contains("openssl genpkey -algorithm ed25519");
		List<String> lines = pem.lines().filter((line) -> line.length() > 20 && !line.startsWith("-----")).toList();
		assertThat(lines).noneMatch((line) -> failure.getMessage().contains(line));
	}

	static Stream<Arguments> readWhenKeyIsUnusableThenSaysWhy() throws Exception {
		String ed25519 = SigningKeys.privatePem(SigningKeys.ed25519(null));
		byte[] truncated = Arrays.copyOf(SigningKeys.encodedPrivateKey(SigningKeys.rsa(null, 2048)), 700);
		return Stream.of(Arguments.of("", "not PEM"), Arguments.of("no key at all", "not PEM"),
				Arguments.of(ed25519.replace("PRIVATE", "PUBLIC"), "a block PUBLIC KEY"),
				Arguments.of(ed25519 + ed25519, "more than one block"),
				Arguments.of("\"" + ed25519 + "\"", "in quotation marks"),
				Arguments.of("-----BEGIN PRIVATE KEY-----\nAAAAA\n-----END PRIVATE KEY-----", "damaged base64"),
				Arguments.of("-----BEGIN PRIVATE KEY-----\nA?==\n-----END PRIVATE KEY-----", "damaged base64"),
				Arguments.of(SigningKeys.pem("PRIVATE KEY", new byte[40]), "a damaged key"),
				Arguments.of(SigningKeys.pem("PRIVATE KEY", truncated), "a damaged key"),
				Arguments.of(generated("RSA", 1024), "1024 bits"), Arguments.of(generated("DSA", 2048), "neither RSA"),
				Arguments.of(generated("X25519", 255), "neither RSA"),
				Arguments.of(generated("Ed448", 448), "neither RSA"),
				Arguments.of(secp256k1(), "its curve is not accepted"),
				Arguments.of(rsaWithOtherModulus(), "whose parts do not belong together"));
	}

	@Test
	void readWhenPublicKeyIsThatOfThePrivateKeyThenAccepted() throws Exception {
		ECKey ec = SigningKeys.ec(null, Curve.P_256);
		OctetKeyPair ed25519 = SigningKeys.ed25519(null);
		for (boolean compressed : List.of(true, false)) {
			assertThat(read(ecPem(ec, ec, compressed)).getKeyID()).isEqualTo(SigningKeys.thumbprint(ec));
		}
		assertThat(read(ed25519Pem(ed25519, ed25519)).getKeyID()).isEqualTo(SigningKeys.thumbprint(ed25519));
	}

	@Test
	void readWhenPublicKeyIsThatOfAnotherKeyThenRefused() throws Exception {
		String ec = ecPem(SigningKeys.ec(null, Curve.P_256), SigningKeys.ec(null, Curve.P_256), false);
		String ed25519 = ed25519Pem(SigningKeys.ed25519(null), SigningKeys.ed25519(null));
		assertThat(failure(ec)).hasMessageContaining("a damaged key");
		assertThat(failure(ed25519)).hasMessageContaining("a damaged key");
	}

	@Test
	void readWhenFileIsMissingThenSaysSo() {
		assertThat(failure(new FileSystemResource("/no/such.pem"))).hasMessageContaining("cannot be read");
		assertThat(failure(new FileSystemResource("/"))).hasMessageContaining("cannot be read");
	}

	private static String generated(String algorithm, int bits) throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
		generator.initialize(bits);
		return SigningKeys.pem("PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded());
	}

	private static String secp256k1() throws IOException {
		AlgorithmIdentifier curve = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey,
				SECObjectIdentifiers.secp256k1);
		return SigningKeys.pem("PRIVATE KEY",
				new PrivateKeyInfo(curve, new ECPrivateKey(256, BigInteger.valueOf(12345))).getEncoded());
	}

	private static String rsaWithOtherModulus() throws IOException {
		RSAKey key = SigningKeys.rsa(null, 2048);
		RSAKey other = SigningKeys.otherRsa();
		RSAPrivateKey parts = new RSAPrivateKey(other.getModulus().decodeToBigInteger(),
				key.getPublicExponent().decodeToBigInteger(), key.getPrivateExponent().decodeToBigInteger(),
				key.getFirstPrimeFactor().decodeToBigInteger(), key.getSecondPrimeFactor().decodeToBigInteger(),
				key.getFirstFactorCRTExponent().decodeToBigInteger(),
				key.getSecondFactorCRTExponent().decodeToBigInteger(),
				key.getFirstCRTCoefficient().decodeToBigInteger());
		return SigningKeys.pem("PRIVATE KEY",
				new PrivateKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption), parts).getEncoded());
	}

	/**
	 * Encodes an EC key with a public key (RFC 5915).
	 */
	private static String ecPem(ECKey key, ECKey publicKey, boolean compressed) throws IOException {
		byte[] x = publicKey.getX().decode();
		byte[] y = publicKey.getY().decode();
		byte[] point = new byte[compressed ? 33 : 65];
		point[0] = (byte) (compressed ? 2 + (y[31] & 1) : 4);
		System.arraycopy(x, 0, point, 1, 32);
		if (!compressed) {
			System.arraycopy(y, 0, point, 33, 32);
		}
		AlgorithmIdentifier curve = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey,
				SECObjectIdentifiers.secp256r1);
		ECPrivateKey encoded = new ECPrivateKey(256, key.getD().decodeToBigInteger(), new DERBitString(point),
				SECObjectIdentifiers.secp256r1);
		return SigningKeys.pem("PRIVATE KEY", new PrivateKeyInfo(curve, encoded).getEncoded());
	}

	/**
	 * Encodes an Ed25519 key with a public key (RFC 8410, section 7).
	 */
	private static String ed25519Pem(OctetKeyPair key, OctetKeyPair publicKey) throws IOException {
		PrivateKeyInfo encoded = new PrivateKeyInfo(new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.101.112")),
				new DEROctetString(key.getDecodedD()), null, publicKey.getDecodedX());
		return SigningKeys.pem("PRIVATE KEY", encoded.getEncoded());
	}

	private static JWK read(String pem) {
		return PrivateKeyPem.read(PROPERTY, new ByteArrayResource(pem.getBytes(StandardCharsets.US_ASCII)));
	}

	private static KeyConfigurationException failure(String pem) {
		return failure(new ByteArrayResource(pem.getBytes(StandardCharsets.US_ASCII)));
	}

	private static KeyConfigurationException failure(Resource location) {
		return catchThrowableOfType(KeyConfigurationException.class, () -> PrivateKeyPem.read(PROPERTY, location));
	}

}
