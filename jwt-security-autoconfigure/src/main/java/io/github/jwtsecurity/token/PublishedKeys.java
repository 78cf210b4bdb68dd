package io.github.jwtsecurity.token;

import com.nimbusds.jose.jwk.JWKSet;

/**
 * The public keys of this service, which are published for the verification of its
 * tokens.
 *
 * @hidden
 */
public final class PublishedKeys {

	private final OwnKeys keys;

	private final String path;

	PublishedKeys(OwnKeys keys, String path) {
		this.keys = keys;
		this.path = path;
	}

	/**
	 * Returns the path of the key set.
	 * @return the path below the context path
	 */
	public String path() {
		return this.path;
	}

	/**
	 * Returns the keys that verify tokens now, and those that will.
	 * @return the keys without any private part, the same object until they change
	 */
	public JWKSet current() {
		return this.keys.publicKeys();
	}

}
