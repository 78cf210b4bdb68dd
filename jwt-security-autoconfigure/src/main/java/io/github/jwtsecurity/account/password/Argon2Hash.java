package io.github.jwtsecurity.account.password;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A stored hash of Argon2 (RFC 9106).
 *
 * @param type {@code id}, {@code i} or {@code d}
 * @param version 19 for version 1.3, or 16 for version 1.0
 * @param memory the memory in KiB
 * @param passes the number of passes over the memory
 * @param lanes the degree of parallelism
 * @param salt the salt
 * @param key the hash itself
 */
record Argon2Hash(String type, int version, int memory, int passes, int lanes, byte[] salt, byte[] key) {

	private static final Pattern TEXT = Pattern.compile("\\$argon2(?<type>id|i|d)\\$v=(?<version>16|19)"
			+ "\\$m=(?<memory>[1-9]\\d{0,6}),t=(?<passes>[1-9]\\d{0,2}),p=(?<lanes>[1-9]\\d?)"
			+ "\\$(?<salt>[A-Za-z0-9+/]{11,86})\\$(?<key>[A-Za-z0-9+/]{22,86})");

	/**
	 * Reads a stored hash.
	 * @param text the text, without an {@code {id}}
	 * @return the hash, or {@code null} if the text is not a hash of Argon2
	 */
	static @Nullable Argon2Hash parse(String text) {
		Matcher matcher = TEXT.matcher(text);
		if (!matcher.matches() || !HashText.isBase64(matcher.group("salt"), matcher.group("key"))) {
			return null;
		}
		Base64.Decoder base64 = Base64.getDecoder();
		return new Argon2Hash(matcher.group("type"), Integer.parseInt(matcher.group("version")),
				Integer.parseInt(matcher.group("memory")), Integer.parseInt(matcher.group("passes")),
				Integer.parseInt(matcher.group("lanes")), base64.decode(matcher.group("salt")),
				base64.decode(matcher.group("key")));
	}

	/**
	 * Returns a hash with the same parameters and another salt and key.
	 */
	Argon2Hash with(byte[] otherSalt, byte[] otherKey) {
		return new Argon2Hash(this.type, this.version, this.memory, this.passes, this.lanes, otherSalt, otherKey);
	}

	/**
	 * Returns the text that is stored.
	 */
	String text() {
		Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
		return "$argon2" + this.type + "$v=" + this.version + "$m=" + this.memory + ",t=" + this.passes + ",p="
				+ this.lanes + "$" + base64.encodeToString(this.salt) + "$" + base64.encodeToString(this.key);
	}

	/**
	 * Returns a text without the hash.
	 */
	@Override
	public String toString() {
		return "Argon2Hash[memory=" + this.memory + ", passes=" + this.passes + "]";
	}

}
