package io.github.jwtsecurity.test.attack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.UUID;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;

/**
 * A key of the attacker for an algorithm, which the application does not know.
 *
 * @param algorithm the name of the algorithm
 * @param pair the key pair, {@code null} for a secret
 * @param secret the secret, which has no meaning for a key pair
 */
record AttackerKey(String algorithm, @Nullable KeyPair pair, byte[] secret) {

	/** The key id that the attacker publishes. */
	static final String KEY_ID = "attacker";

	private static final int ED25519_LENGTH = 32;

	/**
	 * Creates a key.
	 * @param algorithm the name of the algorithm
	 */
	static AttackerKey create(String algorithm) {
		byte[] secret = (UUID.randomUUID() + UUID.randomUUID().toString()).getBytes(StandardCharsets.US_ASCII);
		return new AttackerKey(algorithm, algorithm.startsWith("HS") ? null : pair(algorithm), secret);
	}

	private static KeyPair pair(String algorithm) {
		try {
			return switch (algorithm.substring(0, 2)) {
				case "RS", "PS" -> generator("RSA", 2048).generateKeyPair();
				case "ES" -> ecGenerator(curve(algorithm)).generateKeyPair();
				default -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
			};
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("No key can be made for " + algorithm, ex);
		}
	}

	private static KeyPairGenerator generator(String type, int size) throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
		generator.initialize(size);
		return generator;
	}

	private static KeyPairGenerator ecGenerator(Curve curve) throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec(curve.getStdName()));
		return generator;
	}

	private static Curve curve(String algorithm) {
		return switch (algorithm) {
			case "ES384" -> Curve.P_384;
			case "ES512" -> Curve.P_521;
			default -> Curve.P_256;
		};
	}

	/**
	 * Returns a token with a signature of this key.
	 */
	String sign(JsonText header, JsonText claims) {
		String text = TokenText.input(header, claims);
		byte[] signature = (this.pair != null) ? SignatureScheme.sign(this.algorithm, this.pair.getPrivate(), text)
				: SignatureScheme.sign(this.algorithm, this.secret, text);
		return text + "." + TokenText.encode(signature);
	}

	/**
	 * Returns the key as JSON (RFC 7517), without its private part if there is one.
	 */
	String jwk() {
		return jsonWebKey().toJSONString();
	}

	private JWK jsonWebKey() {
		if (this.pair == null) {
			return new OctetSequenceKey.Builder(this.secret).keyID(KEY_ID).build();
		}
		if (this.pair.getPublic() instanceof RSAPublicKey rsa) {
			return new RSAKey.Builder(rsa).keyID(KEY_ID).build();
		}
		if (this.pair.getPublic() instanceof ECPublicKey ec) {
			return new ECKey.Builder(curve(this.algorithm), ec).keyID(KEY_ID).build();
		}
		byte[] encoded = this.pair.getPublic().getEncoded();
		byte[] point = Arrays.copyOfRange(encoded, encoded.length - ED25519_LENGTH, encoded.length);
		return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point)).keyID(KEY_ID).build();
	}

	/**
	 * Returns a text without the key.
	 */
	@Override
	public String toString() {
		return "AttackerKey[" + this.algorithm + "]";
	}

}
