package io.github.jwtsecurity.account.password;

import java.security.GeneralSecurityException;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The key derivation function PBKDF2 (RFC 8018, section 5.2) with a hash function for its
 * HMAC.
 */
enum Pbkdf2 {

	/** PBKDF2 with HMAC-SHA-1, which only stored hashes have. */
	SHA_1("PBKDF2WithHmacSHA1", 20),

	/** PBKDF2 with HMAC-SHA-256. */
	SHA_256("PBKDF2WithHmacSHA256", 32),

	/** PBKDF2 with HMAC-SHA-512, which only stored hashes have. */
	SHA_512("PBKDF2WithHmacSHA512", 64);

	/** The maximum number of iterations over all blocks of one hash. */
	private static final long MAX_WORK = 2_400_000;

	private final String algorithm;

	private final int blockLength;

	Pbkdf2(String algorithm, int blockLength) {
		this.algorithm = algorithm;
		this.blockLength = blockLength;
	}

	/**
	 * Returns whether a hash can be verified without a delay for other logins. Each block
	 * of the key takes all iterations.
	 * @param iterations the number of iterations
	 * @param keyLength the length of the key in bytes
	 */
	boolean isAffordable(int iterations, int keyLength) {
		int blocks = (keyLength + this.blockLength - 1) / this.blockLength;
		return (long) iterations * blocks <= MAX_WORK;
	}

	/**
	 * Derives a key from a password in UTF-8.
	 * @param password the password, not empty
	 * @param salt the salt, not empty
	 * @param iterations the number of iterations
	 * @param keyLength the length of the key in bytes
	 */
	byte[] derive(CharSequence password, byte[] salt, int iterations, int keyLength) {
		PBEKeySpec spec = new PBEKeySpec(password.toString().toCharArray(), salt, iterations, keyLength * Byte.SIZE);
		try {
			return SecretKeyFactory.getInstance(this.algorithm).generateSecret(spec).getEncoded();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(this.algorithm + " is not available", ex);
		}
		finally {
			spec.clearPassword();
		}
	}

}
