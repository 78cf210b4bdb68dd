package io.github.jwtsecurity.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The SHA-256 of a token (FIPS 180-4), which identifies a cached token without its text.
 *
 * @param first the first eight bytes
 * @param second the second eight bytes
 * @param third the third eight bytes
 * @param fourth the last eight bytes
 */
record TokenDigest(long first, long second, long third, long fourth) {

	/**
	 * Returns the hash of a token. In a text that is not a token, characters that Latin-1
	 * lacks become question marks, which no token has, so the hash is not that of a
	 * token.
	 * @param token the text
	 */
	static TokenDigest of(String token) {
		ByteBuffer hash = ByteBuffer.wrap(Sha256.hash(token.getBytes(StandardCharsets.ISO_8859_1)));
		return new TokenDigest(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
	}

}
