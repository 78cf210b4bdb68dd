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
 * An implementation of Ed25519 that uses the JDK.
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
	 * Decodes a key (RFC 8032, section 5.1.2). The highest bit is set if x is odd; the
	 * other bits are y.
	 */
	private static PublicKey toKey(byte[] publicKey) {
		BigInteger number = Ed25519Point.number(publicKey);
		EdECPoint point = new EdECPoint(number.testBit(Ed25519Point.SIGN_BIT), number.clearBit(Ed25519Point.SIGN_BIT));
		try {
			return KeyFactory.getInstance(ALGORITHM)
				.generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("Not a key of the curve", ex);
		}
	}

}
