package io.github.jwtsecurity.account;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Argon2id (RFC 9106) with 19 MiB, two passes and one lane, as OWASP recommends. Argon2d,
 * Argon2i and version 1.0 are verified, not made.
 */
final class Argon2HashFormat implements HashFormat {

	private static final Pattern HASH = Pattern.compile("\\$argon2(?<type>id|i|d)\\$v=(?<version>16|19)"
			+ "\\$m=(?<memory>[1-9]\\d{0,6}),t=(?<passes>[1-9]\\d{0,2}),p=(?<lanes>[1-9]\\d?)"
			+ "\\$(?<salt>[A-Za-z0-9+/]{11,86})\\$(?<key>[A-Za-z0-9+/]{22,86})");

	private static final int SALT_LENGTH = 16;

	private static final int KEY_LENGTH = 32;

	private static final int LANES = 1;

	private static final int MEMORY = 19_456;

	private static final int PASSES = 2;

	/** Memory times passes, in KiB: some ten times that of a new hash. */
	private static final int MAX_WORK = 512 * 1024;

	@Override
	public PasswordEncoder encoder() {
		return new Argon2PasswordEncoder(SALT_LENGTH, KEY_LENGTH, LANES, MEMORY, PASSES);
	}

	@Override
	public Strength strength(String hash) {
		Matcher matcher = HASH.matcher(hash);
		if (!matcher.matches() || !HashText.isBase64(matcher.group("salt"), matcher.group("key"))) {
			return Strength.UNREADABLE;
		}
		long memory = Long.parseLong(matcher.group("memory"));
		long passes = Long.parseLong(matcher.group("passes"));
		if (memory * 1024 > MAX_MEMORY || memory * passes > MAX_WORK) {
			return Strength.UNREADABLE;
		}
		boolean sufficient = matcher.group("type").equals("id") && matcher.group("version").equals("19")
				&& memory >= MEMORY && passes >= PASSES && HashText.base64Length(matcher.group("salt")) >= SALT_LENGTH
				&& HashText.base64Length(matcher.group("key")) >= KEY_LENGTH;
		return sufficient ? Strength.SUFFICIENT : Strength.WEAK;
	}

	@Override
	public String standIn() {
		Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
		return "$argon2id$v=19$m=" + MEMORY + ",t=" + PASSES + ",p=" + LANES + "$"
				+ base64.encodeToString(new byte[SALT_LENGTH]) + "$" + base64.encodeToString(new byte[KEY_LENGTH]);
	}

}
