package io.github.jwtsecurity.token;

import java.time.Duration;
import java.util.List;

import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;

/**
 * The key pairs that the service makes and rotates itself.
 *
 * @hidden
 */
public interface ManagedKeys {

	/**
	 * Returns the key that signs a token now.
	 * @param lifetime the lifetime of the token, for which its key will be published
	 * @return the key, {@code null} while the first key is too new to sign
	 */
	@Nullable SigningKey current(Duration lifetime);

	/**
	 * Returns the public keys that are published and accepted now. This method does not
	 * query the store.
	 * @return the keys, the same object until they change
	 */
	JWKSet publicKeys();

	/**
	 * Reads the keys from the store, because a token has an unknown {@code kid}. This
	 * method returns at once if they have just been read.
	 */
	void refresh();

	/**
	 * Returns the secrets from which keys for other purposes are derived.
	 * @return the secrets, beginning with the current one, never empty
	 */
	List<byte[]> derivationSecrets();

}
