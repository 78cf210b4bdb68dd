package io.github.jwtsecurity.test;

import io.github.jwtsecurity.token.ConfiguredIssuer;
import io.github.jwtsecurity.token.SigningKey;

/**
 * An issuer whose tokens the application under test accepts, with a key that signs them.
 *
 * @param configuration the configuration of the issuer
 * @param key the key
 * @param keys the generated keys of the test
 */
record TestIssuer(ConfiguredIssuer configuration, SigningKey key, TestKeys keys) {

	/**
	 * Returns a key of the same kind that the application does not accept.
	 */
	SigningKey foreignKey() {
		return this.keys.foreign(this.key.algorithm());
	}

}
