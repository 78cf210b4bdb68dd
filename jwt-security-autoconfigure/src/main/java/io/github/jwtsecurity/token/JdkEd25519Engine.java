package io.github.jwtsecurity.token;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;

/**
 * An implementation of Ed25519 that uses the providers of the Java platform.
 */
final class JdkEd25519Engine {

	static final String ALGORITHM = "Ed25519";

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

	private static PublicKey toKey(byte[] publicKey) {
		try {
			return KeyFactory.getInstance(ALGORITHM)
				.generatePublic(new X509EncodedKeySpec(Ed25519Encoding.ofPublicKey(publicKey)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("Not a key of the curve", ex);
		}
	}

}
