package io.github.jwtsecurity.token;

import java.nio.ByteBuffer;

/**
 * The SHA-256 of a token (FIPS 180-4), which identifies a cached token without its text.
 *
 * @param first the first eight bytes
 * @param second the second eight bytes
 * @param third the third eight bytes
 * @param fourth the last eight bytes
 */
record TokenDigest(long first, long second, long third, long fourth) {

	static TokenDigest of(String token) {
		ByteBuffer hash = ByteBuffer.wrap(Sha256.hash(token));
		return new TokenDigest(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
	}

}
