package io.github.jwtsecurity.token;

import java.util.List;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;

/**
 * A key set that is configured, and stays as it is.
 *
 * @param current the keys
 */
record FixedKeySet(JWKSet current) implements KeySet {

	@Override
	public List<JWK> select(JWKSelector selector) {
		return selector.select(this.current);
	}

	@Override
	public void close() {
	}

}
