package io.github.jwtsecurity.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

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
		try {
			ByteBuffer hash = ByteBuffer
				.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
			return new TokenDigest(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("SHA-256 is part of every Java platform", ex);
		}
	}

}
