package io.github.jwtsecurity.account.password;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * A password in the one form that is checked, hashed and verified: NFC (Unicode Standard
 * Annex 15), so that it does not matter how a keyboard composes an accent.
 *
 * @param text the normal form
 */
record PlainPassword(String text) {

	/**
	 * No character of a normal form stands for more UTF-16 units than this: six in
	 * Unicode 16, four before.
	 */
	private static final int MAX_UNITS = 8;

	/**
	 * A password as it was typed. One that cannot get short enough is left as it is:
	 * normalising a long text of combining marks takes quadratic time.
	 */
	static PlainPassword of(CharSequence typed, int maxLength) {
		boolean tooLong = typed.length() > MAX_UNITS * maxLength;
		return new PlainPassword(tooLong ? typed.toString() : Normalizer.normalize(typed, Normalizer.Form.NFC));
	}

	/**
	 * The length in code points.
	 */
	int length() {
		return this.text.codePointCount(0, this.text.length());
	}

	/**
	 * Whether every encoder can tell it from every other password. HMAC and bcrypt cannot
	 * always tell NUL characters from nothing, and what UTF-8 has no bytes for becomes a
	 * question mark.
	 */
	boolean isUnambiguous() {
		return this.text.codePoints().noneMatch((character) -> character == 0 || isOf(Character.SURROGATE, character));
	}

	boolean fits(int maxBytes) {
		return this.text.getBytes(StandardCharsets.UTF_8).length <= maxBytes;
	}

	/**
	 * Whether one of its characters is of a general category of Unicode.
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
