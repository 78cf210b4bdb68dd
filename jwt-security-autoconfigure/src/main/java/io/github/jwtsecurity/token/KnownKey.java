package io.github.jwtsecurity.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import org.jspecify.annotations.Nullable;

/**
 * A key of a key set, ready to verify. It is accepted for as long as the last set has it.
 */
final class KnownKey implements AcceptedKey {

	private final JWK key;

	private final KeySetStatus status;

	/** {@code null} for a key that nothing can be verified with. */
	private final @Nullable JWSVerifier verifier;

	/** The last set that was seen to have it, which need not be searched again. */
	private volatile @Nullable JWKSet seenIn;

	KnownKey(JWK key, KeySetStatus status) {
		this.key = key;
		this.status = status;
		this.verifier = verifier(key);
	}

	boolean hasSigned(CompactJws jws) {
		try {
			return this.verifier != null && this.verifier.verify(jws.header(), jws.signingInput(), jws.signature());
		}
		catch (JOSEException | RuntimeException ex) {
			return false;
		}
	}

	@Override
	public boolean isStillAccepted() {
		JWKSet last = this.status.lastSet();
		if (last == null) {
			return false;
		}
		if (last != this.seenIn) {
			if (!last.getKeys().contains(this.key)) {
				return false;
			}
			this.seenIn = last;
		}
		return true;
	}

	private static @Nullable JWSVerifier verifier(JWK key) {
		try {
			if (key instanceof RSAKey rsa) {
				return new RSASSAVerifier(rsa);
			}
			if (key instanceof ECKey ec) {
				return new ECDSAVerifier(ec);
			}
			return new Ed25519SignatureVerifier(key.toOctetKeyPair());
		}
		catch (JOSEException | RuntimeException ex) {
			return null;
		}
	}

}
