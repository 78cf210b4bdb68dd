package io.github.jwtsecurity.account.password;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * The format of bcrypt hashes with 2^12 rounds. OWASP names 2^10 as the minimum, and
 * recommends as many rounds as a server can sustain: the cost is between those of the
 * other formats. Only 72 bytes of a password are read.
 */
final class BCryptHashFormat implements NewHashFormat {

	private static final Pattern HASH = Pattern.compile("\\$2(?<minor>[aby]?)\\$(?<cost>\\d\\d)\\$[./0-9A-Za-z]{53}");

	private static final int COST = 12;

	private static final int MIN_COST = 4;

	private static final int MAX_COST = 15;

	private static final int MAX_BYTES = 72;

	@Override
	public PasswordEncoder encoder() {
		return new BCryptPasswordEncoder(COST);
	}

	@Override
	public Strength strength(String hash) {
		Matcher matcher = HASH.matcher(hash);
		if (!matcher.matches()) {
			return Strength.UNREADABLE;
		}
		int cost = Integer.parseInt(matcher.group("cost"));
		if (cost < MIN_COST || cost > MAX_COST) {
			return Strength.UNREADABLE;
		}
		// The oldest revision takes "abab" for "ab", since it does not mark the end of
		// the text.
		return (cost >= COST && !matcher.group("minor").isEmpty()) ? Strength.SUFFICIENT : Strength.WEAK;
	}

	@Override
	public String standIn() {
		return "$2a$" + COST + "$" + ".".repeat(53);
	}

	@Override
	public boolean isNamedIn(String hash) {
		return hash.startsWith("$2");
	}

	@Override
	public int maxBytes() {
		return MAX_BYTES;
	}

}
