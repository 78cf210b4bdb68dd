package io.github.jwtsecurity.token;

import java.util.regex.Pattern;

/**
 * Text of unknown origin in a form that is safe for a log line: it cannot start a line of
 * its own, hide the text before it, or fill the disk.
 *
 * @hidden
 */
public final class LogText {

	private static final int MAX_LENGTH = 512;

	private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

	private LogText() {
	}

	/**
	 * Cleans a text, and truncates it after 512 characters.
	 * @param text the text, which may be of unknown origin
	 * @return the text, with a question mark in place of each control or format
	 * character, line or paragraph separator, and unpaired surrogate
	 */
	public static String of(String text) {
		return of(text, MAX_LENGTH);
	}

	/**
	 * Cleans a text, and truncates it.
	 * @param text the text, which may be of unknown origin
	 * @param maxLength the maximum number of characters
	 * @return the text, with a question mark in place of each control or format
	 * character, line or paragraph separator, and unpaired surrogate
	 */
	public static String of(String text, int maxLength) {
		return UNSAFE.matcher(text.substring(0, Math.min(text.length(), maxLength))).replaceAll("?");
	}

}
