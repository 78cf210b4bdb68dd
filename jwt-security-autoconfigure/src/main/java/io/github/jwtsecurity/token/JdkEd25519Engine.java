package io.github.jwtsecurity.token;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/**
 * Ed25519 by the JDK.
 */
final class JdkEd25519Engine {

	private static final String ALGORITHM = "Ed25519";

	private JdkEd25519Engine() {
	}

	static Ed25519Engine create(byte[] publicKey) {
		PublicKey key = toKey(publicKey);
		return (message, signature) -> verify(key, message, signature);
	}

	private static boolean verify(PublicKey key, byte[] message, byte[] signature) {
		try {
			Signature verifier = Signature.getInstance(ALGORITHM);
			verifier.initVerify(key);
			verifier.update(message);
			return verifier.verify(signature);
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	/**
	 * The encoding of RFC 8032, section 5.1.2: y, the lowest byte first, and in its
	 * highest bit whether x is odd.
	 */
	private static PublicKey toKey(byte[] publicKey) {
		byte[] y = new byte[publicKey.length];
		for (int i = 0; i < y.length; i++) {
			y[i] = publicKey[publicKey.length - 1 - i];
		}
		boolean oddX = (y[0] & 0x80) != 0;
		y[0] &= 0x7f;
		try {
			EdECPoint point = new EdECPoint(oddX, new BigInteger(1, y));
			return KeyFactory.getInstance(ALGORITHM)
				.generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("Not a key of the curve", ex);
		}
	}

}
