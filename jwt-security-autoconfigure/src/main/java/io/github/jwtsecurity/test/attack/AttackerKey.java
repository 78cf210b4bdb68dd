package io.github.jwtsecurity.test.attack;

import java.security.KeyPair;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import io.github.jwtsecurity.test.GeneratedKeys;
import io.github.jwtsecurity.token.SigningKey;

/**
 * A key of the attacker for an algorithm, which the application does not know.
 */
final class AttackerKey {

	private final JWK key;

	private final SigningKey signingKey;

	private AttackerKey(JWK key, SigningKey signingKey) {
		this.key = key;
		this.signingKey = signingKey;
	}

	/**
	 * Creates a key.
	 * @param algorithm the name of the algorithm
	 */
	static AttackerKey create(String algorithm) {
		JWSAlgorithm parsed = JWSAlgorithm.parse(algorithm);
		JWK key = GeneratedKeys.generate(parsed);
		return new AttackerKey(key, SigningKey.of(key, parsed));
	}

	/**
	 * Returns the name of the algorithm.
	 */
	String algorithm() {
		return this.signingKey.algorithm().getName();
	}

	/**
	 * Returns the key id that the attacker publishes.
	 */
	String keyId() {
		return this.key.getKeyID();
	}

	/**
	 * Returns a token with a signature of this key.
	 */
	String sign(JsonText header, JsonText claims) {
		String input = TokenText.input(header, claims);
		return input + "." + this.signingKey.signature(input);
	}

	/**
	 * Returns the key as JSON (RFC 7517), without its private part if there is one.
	 */
	String jwk() {
		JWK publicKey = this.signingKey.publicKey();
		return ((publicKey != null) ? publicKey : this.key).toJSONString();
	}

	/**
	 * Returns the certificate of this RSA key, in DER.
	 */
	byte[] certificate() {
		try {
			RSAKey rsa = this.key.toRSAKey();
			return SelfSignedCertificate.of(new KeyPair(rsa.toPublicKey(), rsa.toPrivateKey()));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("The key pair has no private part", ex);
		}
	}

	/**
	 * Returns a text without the key.
	 */
	@Override
	public String toString() {
		return "AttackerKey[" + algorithm() + "]";
	}

}
