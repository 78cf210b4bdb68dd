package io.github.jwtsecurity.account.password;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * The format of PBKDF2 hashes with HMAC-SHA-256 and 600,000 iterations, as OWASP
 * recommends.
 */
final class Pbkdf2HashFormat implements NewHashFormat {

	private static final Pattern HASH = Pattern.compile(
			"\\$pbkdf2-sha256\\$i=(?<iterations>[1-9]\\d{2,6})\\$(?<salt>[A-Za-z0-9+/]{11,86})\\$(?<key>[A-Za-z0-9+/]{43})");

	private static final int ITERATIONS = 600_000;

	private static final int SALT_LENGTH = 16;

	@Override
	public PasswordEncoder encoder() {
		return new Pbkdf2Sha256PasswordEncoder(ITERATIONS, SALT_LENGTH);
	}

	@Override
	public Strength strength(String hash) {
		Matcher matcher = HASH.matcher(hash);
		if (!matcher.matches() || !HashText.isBase64(matcher.group("salt"), matcher.group("key"))) {
			return Strength.UNREADABLE;
		}
		int iterations = Integer.parseInt(matcher.group("iterations"));
		if (!Pbkdf2.SHA_256.isAffordable(iterations, Pbkdf2Sha256PasswordEncoder.KEY_LENGTH)) {
			return Strength.UNREADABLE;
		}
		boolean sufficient = iterations >= ITERATIONS && HashText.base64Length(matcher.group("salt")) >= SALT_LENGTH;
		return sufficient ? Strength.SUFFICIENT : Strength.WEAK;
	}

	@Override
	public String standIn() {
		return Pbkdf2Sha256PasswordEncoder.format(ITERATIONS, new byte[SALT_LENGTH],
				new byte[Pbkdf2Sha256PasswordEncoder.KEY_LENGTH]);
	}

}
