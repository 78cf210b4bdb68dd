package io.github.jwtsecurity.signing;

import java.time.Duration;
import java.time.Instant;

/**
 * A key pair as it is kept in the store.
 *
 * @param id the thumbprint (RFC 7638), which is the {@code kid} of its tokens
 * @param generation the number of the key. It is unique, so that only one of several
 * instances makes the key
 * @param algorithm the algorithm of its tokens
 * @param encryptedKey the encrypted key pair
 * @param createdAt the time at which the key was made, from which it is published
 * @param signsFrom the time from which it signs, until the next key does
 * @param tokenLifetime the longest lifetime of the tokens that it signs, in whole seconds
 */
record StoredKey(String id, int generation, String algorithm, String encryptedKey, Instant createdAt, Instant signsFrom,
		Duration tokenLifetime) {

	/**
	 * Returns whether the key is kept long enough for tokens with a lifetime.
	 */
	boolean covers(Duration lifetime) {
		return this.tokenLifetime.compareTo(lifetime) >= 0;
	}

	/**
	 * Returns a text without the encrypted key.
	 */
	@Override
	public String toString() {
		return "StoredKey[id=%s, generation=%s, signsFrom=%s]".formatted(this.id, this.generation, this.signsFrom);
	}

}
