package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hash function SHA-256 (FIPS 180-4) for texts, which are encoded as UTF-8.
 *
 * @hidden
 */
public final class Sha256 {

	private Sha256() {
	}

	/**
	 * Returns the hash of a text.
	 * @param text the text
	 * @return the hash, 32 bytes
	 */
	public static byte[] hash(String text) {
		return hash(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Returns the hash of bytes.
	 * @param bytes the bytes
	 * @return the hash, 32 bytes
	 */
	static byte[] hash(byte[] bytes) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(bytes);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * Returns the hash of a text as text.
	 * @param text the text
	 * @return the hash, 64 lowercase hexadecimal digits
	 */
	public static String hex(String text) {
		return HexFormat.of().formatHex(hash(text));
	}

}
