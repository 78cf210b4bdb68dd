package io.github.jwtsecurity.test;

import java.nio.ByteBuffer;
import java.util.HexFormat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.github.jwtsecurity.token.NewKeyPair;

/**
 * A generator of keys for tests. The {@code kid} of a key is its thumbprint (RFC 7638).
 *
 * @hidden
 */
public final class GeneratedKeys {

	private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

	private static final int RSA_BITS = 2048;

	private static final int SECRET_BITS = 512;

	private GeneratedKeys() {
	}

	/**
	 * Generates a key. RSA keys have the smallest accepted size, since larger ones take
	 * seconds.
	 * @param algorithm the algorithm that the key is for
	 * @return the secret or the key pair
	 */
	public static JWK generate(JWSAlgorithm algorithm) {
		try {
			if (JWSAlgorithm.Family.RSA.contains(algorithm)) {
				return new RSAKeyGenerator(RSA_BITS).keyUse(KeyUse.SIGNATURE).keyIDFromThumbprint(true).generate();
			}
			return JWSAlgorithm.Family.HMAC_SHA.contains(algorithm)
					? new OctetSequenceKeyGenerator(SECRET_BITS).keyIDFromThumbprint(true).generate()
					: NewKeyPair.generate(algorithm);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("A key for %s could not be generated".formatted(algorithm), ex);
		}
	}

	/**
	 * Encodes a public key as a SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7). Nimbus
	 * does not do this for Ed25519, whose encoding has a fixed beginning (RFC 8410,
	 * section 4).
	 * @param key the key pair or its public part
	 * @return the public key in DER
	 */
	public static byte[] encodedPublicKey(JWK key) {
		if (key instanceof OctetKeyPair pair) {
			byte[] point = pair.getDecodedX();
			return ByteBuffer.allocate(ED25519_PREFIX.length + point.length).put(ED25519_PREFIX).put(point).array();
		}
		try {
			return ((AsymmetricJWK) key).toPublicKey().getEncoded();
		}
		catch (JOSEException ex) {
			throw new IllegalArgumentException("A key of the type " + key.getKeyType() + " has no public part", ex);
		}
	}

}
