package io.github.jwtsecurity.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import org.jspecify.annotations.Nullable;

/**
 * A key of a key set, with its verifier. The key is accepted while the set contains it.
 */
final class KnownKey implements AcceptedKey {

	private final JWK key;

	private final KeySet keys;

	private final JWSVerifier verifier;

	/**
	 * The last set in which the key was found, so that the same set is not searched
	 * again.
	 */
	private volatile @Nullable JWKSet seenIn;

	/**
	 * Creates a known key.
	 * @param key a key that {@link VerificationKeys} has accepted
	 * @param keys the key set
	 */
	KnownKey(JWK key, KeySet keys) {
		this.key = key;
		this.keys = keys;
		try {
			this.verifier = verifier(key);
		}
		catch (JOSEException ex) {
			throw new IllegalArgumentException("A checked key has no verifier", ex);
		}
	}

	boolean hasSigned(CompactJws jws) {
		try {
			return this.verifier.verify(jws.header(), jws.signingInput(), jws.signatureText());
		}
		catch (JOSEException | RuntimeException ex) {
			return false;
		}
	}

	@Override
	public boolean isStillAccepted() {
		JWKSet current = this.keys.current();
		if (current != this.seenIn) {
			if (!current.getKeys().contains(this.key)) {
				return false;
			}
			this.seenIn = current;
		}
		return true;
	}

	/**
	 * Creates the verifier for a key.
	 * @throws JOSEException if the key is not supported
	 */
	static JWSVerifier verifier(JWK key) throws JOSEException {
		if (key instanceof RSAKey rsa) {
			return new RSASSAVerifier(rsa);
		}
		if (key instanceof ECKey ec) {
			return ecdsaVerifier(ec);
		}
		return new Ed25519SignatureVerifier(key.toOctetKeyPair());
	}

	private static JWSVerifier ecdsaVerifier(ECKey key) throws JOSEException {
		JWSAlgorithm algorithm = VerificationKeys.algorithms(key).iterator().next();
		String hash = algorithm.getName().replace("ES", "SHA");
		return BouncyCastle.verifies(hash + "withECDSA") ? new BouncyCastleEcdsaVerifier(key, algorithm)
				: new ECDSAVerifier(key);
	}

}
