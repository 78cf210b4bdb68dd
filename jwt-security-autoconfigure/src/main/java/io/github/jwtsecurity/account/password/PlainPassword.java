package io.github.jwtsecurity.account.password;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * A password in the form that is checked, hashed and verified: NFC (Unicode Standard
 * Annex 15), so that the way in which a keyboard composes an accent does not matter.
 *
 * @param text the normal form
 */
record PlainPassword(String text) {

	/**
	 * An upper bound of the number of UTF-16 units for which one character of a normal
	 * form stands: six in Unicode 16, four before.
	 */
	private static final int MAX_UNITS = 8;

	/**
	 * Returns the normal form of a password. A password that is too long in any form is
	 * not normalized, because normalizing a long text of combining marks takes quadratic
	 * time.
	 */
	static PlainPassword of(CharSequence typed, int maxLength) {
		boolean tooLong = typed.length() > MAX_UNITS * maxLength;
		return new PlainPassword(tooLong ? typed.toString() : Normalizer.normalize(typed, Normalizer.Form.NFC));
	}

	/**
	 * Returns the length in code points.
	 */
	int length() {
		return this.text.codePointCount(0, this.text.length());
	}

	/**
	 * Returns whether every encoder can tell the password from every other password. HMAC
	 * and bcrypt may ignore NUL characters, and UTF-8 replaces unpaired surrogates with
	 * question marks.
	 */
	boolean isUnambiguous() {
		return this.text.codePoints().noneMatch((character) -> character == 0 || isOf(Character.SURROGATE, character));
	}

	boolean fits(int maxBytes) {
		return this.text.getBytes(StandardCharsets.UTF_8).length <= maxBytes;
	}

	/**
	 * Returns whether the password has a character of a general category of Unicode.
	 */
	boolean has(byte category) {
		return this.text.codePoints().anyMatch((character) -> isOf(category, character));
	}

	private static boolean isOf(byte category, int character) {
		return Character.getType(character) == category;
	}

	@Override
	public String toString() {
		return "[password]";
	}

}
