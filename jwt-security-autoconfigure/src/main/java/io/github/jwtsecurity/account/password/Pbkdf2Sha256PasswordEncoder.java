package io.github.jwtsecurity.account.password;

import java.security.MessageDigest;
import java.util.Base64;

import org.springframework.security.crypto.keygen.BytesKeyGenerator;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.security.crypto.password.AbstractValidatingPasswordEncoder;

/**
 * An encoder for PBKDF2 (RFC 8018, section 5.2) with HMAC-SHA-256. Unlike Spring
 * Security's encoder, it stores the number of iterations with the hash, as {@code
 * $pbkdf2-sha256$i=<iterations>$<salt>$<key>}, so that earlier hashes can be verified
 * after the number has changed.
 */
final class Pbkdf2Sha256PasswordEncoder extends AbstractValidatingPasswordEncoder {

	static final int KEY_LENGTH = 32;

	private final int iterations;

	private final BytesKeyGenerator salts;

	Pbkdf2Sha256PasswordEncoder(int iterations, int saltLength) {
		this.iterations = iterations;
		this.salts = KeyGenerators.secureRandom(saltLength);
	}

	static String format(int iterations, byte[] salt, byte[] key) {
		Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
		return "$pbkdf2-sha256$i=" + iterations + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(key);
	}

	@Override
	protected String encodeNonNullPassword(String rawPassword) {
		byte[] salt = this.salts.generateKey();
		return format(this.iterations, salt, Pbkdf2.SHA_256.derive(rawPassword, salt, this.iterations, KEY_LENGTH));
	}

	@Override
	protected boolean matchesNonNull(String rawPassword, String encodedPassword) {
		String[] parts = encodedPassword.split("\\$");
		int stored = Integer.parseInt(parts[2].substring("i=".length()));
		byte[] key = Pbkdf2.SHA_256.derive(rawPassword, Base64.getDecoder().decode(parts[3]), stored, KEY_LENGTH);
		return MessageDigest.isEqual(key, Base64.getDecoder().decode(parts[4]));
	}

}
