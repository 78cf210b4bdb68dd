package io.github.jwtsecurity.token;

import java.util.List;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;

/**
 * A configured key set that never changes.
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
