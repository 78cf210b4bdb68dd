package io.github.jwtsecurity.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 of a token (FIPS 180-4), by which it is known again without being kept.
 *
 * @param first the first eight bytes
 * @param second the next ones
 * @param third the next ones
 * @param fourth the last ones
 */
record TokenDigest(long first, long second, long third, long fourth) {

	static TokenDigest of(String token) {
		try {
			ByteBuffer hash = ByteBuffer
				.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
			return new TokenDigest(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

}
