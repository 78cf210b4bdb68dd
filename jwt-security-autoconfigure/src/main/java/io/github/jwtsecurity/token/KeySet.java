package io.github.jwtsecurity.token;

import java.io.Closeable;
import java.util.List;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;

/**
 * The set of public keys with which an issuer signs tokens.
 */
interface KeySet extends Closeable {

	/**
	 * Returns the keys that are accepted now. This method never waits.
	 * @return the keys, empty if there are none; the same object until they change
	 */
	JWKSet current();

	/**
	 * Selects keys. This method waits for the issuer only if no current key is selected,
	 * and then for a limited time.
	 * @param selector the selector
	 * @return the keys, empty if the issuer has none of them
	 * @throws KeysUnavailableException if it is unknown whether the issuer has them
	 */
	List<JWK> select(JWKSelector selector);

	/**
	 * Requests the keys from the issuer if there are none, within the limits that apply
	 * to tokens. This method never waits.
	 */
	default void request() {
	}

	@Override
	void close();

}
