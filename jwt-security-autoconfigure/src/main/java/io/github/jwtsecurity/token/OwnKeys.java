package io.github.jwtsecurity.token;

import java.time.Duration;

import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.Assert;

/**
 * The keys with which this service signs tokens and verifies its own ones: secrets, key
 * pairs in files, and managed keys. Own tokens are verified without HTTP.
 */
final class OwnKeys {

	private final SecretKeyRing secrets;

	private final SignatureVerifier verifier;

	private final OwnKeySet keySet;

	private final KeyDerivation derivation;

	private final @Nullable SigningKey fixed;

	private final @Nullable ManagedKeys managed;

	/**
	 * Creates the keys.
	 * @param secrets the secrets, which may be empty
	 * @param verifier the verifier with all keys
	 * @param keySet the public keys
	 * @param derivation the derivation of keys for other purposes
	 * @param fixed the configured key that signs, {@code null} if only managed keys sign
	 * @param managed the managed keys, {@code null} if there are none
	 */
	OwnKeys(SecretKeyRing secrets, SignatureVerifier verifier, OwnKeySet keySet, KeyDerivation derivation,
			@Nullable SigningKey fixed, @Nullable ManagedKeys managed) {
		this.secrets = secrets;
		this.verifier = verifier;
		this.keySet = keySet;
		this.derivation = derivation;
		this.fixed = fixed;
		this.managed = managed;
	}

	/**
	 * Returns the key that signs a token now.
	 * @param lifetime the lifetime of the token
	 * @return the key. A managed key takes over from a configured one once it has been
	 * published for the lead time
	 */
	SigningKey current(Duration lifetime) {
		if (this.managed != null) {
			return this.managed.current(lifetime);
		}
		Assert.state(this.fixed != null, "There is no key to sign tokens with");
		return this.fixed;
	}

	/**
	 * Returns the verifier of own tokens.
	 */
	SignatureVerifier verifier() {
		return this.verifier;
	}

	/**
	 * Returns the derivation of keys for other purposes.
	 */
	KeyDerivation derivation() {
		return this.derivation;
	}

	/**
	 * Returns whether this service may have signed a token that it has accepted: with a
	 * key pair, or with the secret that the {@code kid} of the token names. Other
	 * services may sign with the same secret, but without that {@code kid}.
	 * @param jwt a verified token of the home issuer
	 */
	boolean mayHaveSigned(Jwt jwt) {
		return !SignatureAlgorithms.isSymmetric(jwt.getHeaders().get("alg"))
				|| (jwt.getHeaders().get("kid") instanceof String kid && this.secrets.hasKey(kid));
	}

	/**
	 * Returns the public keys to publish. Managed keys are read again, so that a key that
	 * another instance has just made is published.
	 * @return the keys without any private part, the same object until they change
	 */
	JWKSet publicKeys() {
		if (this.managed != null) {
			this.managed.refresh();
		}
		return this.keySet.current();
	}

}
