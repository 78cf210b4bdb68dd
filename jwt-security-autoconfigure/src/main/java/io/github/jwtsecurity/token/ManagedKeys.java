package io.github.jwtsecurity.token;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;

/**
 * The managed keys: key pairs that the service makes and rotates itself.
 *
 * @hidden
 */
public interface ManagedKeys {

	/**
	 * Reads the keys for the first time, and makes the first one if there is none. This
	 * method is called once the configuration of this service has been checked, so that
	 * no key is made that must not be used.
	 * @param predecessor the key that signs until the first managed key has been
	 * published for the lead time, {@code null} if the first managed key signs at once
	 */
	void initialize(@Nullable SigningKey predecessor);

	/**
	 * Returns the key that signs a token now.
	 * @param lifetime the lifetime of the token, for which its key will be published
	 * @return the key
	 * @throws IllegalStateException if there is no key that can sign
	 */
	SigningKey current(Duration lifetime);

	/**
	 * Returns the public keys that are published and accepted now.
	 * @return the keys, the same object until they change
	 */
	JWKSet publicKeys();

	/**
	 * Returns the algorithms of the keys, and that of new keys.
	 * @return the algorithms, with EdDSA for Ed25519
	 */
	Set<JWSAlgorithm> algorithms();

	/**
	 * Reads the keys from the store, because one of them may be unknown here. The read
	 * begins after the call, and this method returns after a second at the latest.
	 * @return {@code false} if the keys could not be read, so that keys may be missing
	 */
	boolean refresh();

	/**
	 * Returns the secrets that encrypt the keys, from which keys for other purposes are
	 * derived.
	 * @return the secrets, beginning with the current one, never empty
	 */
	List<byte[]> encryptionSecrets();

}
