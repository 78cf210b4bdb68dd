package io.github.jwtsecurity.token;

import java.io.Closeable;
import java.util.List;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;

/**
 * The public keys that an issuer signs tokens with.
 */
interface KeySet extends Closeable {

	/**
	 * Returns the keys that are accepted now. Never waits.
	 * @return the same object until the keys change, empty if there are none
	 */
	JWKSet current();

	/**
	 * Selects keys. Waits for the issuer only if no current key is selected, and then for
	 * a limited time.
	 * @param selector the selector
	 * @return the keys, empty if the issuer has none of them
	 * @throws KeysUnavailableException if it is unknown whether the issuer has them
	 */
	List<JWK> select(JWKSelector selector);

	@Override
	void close();

}
