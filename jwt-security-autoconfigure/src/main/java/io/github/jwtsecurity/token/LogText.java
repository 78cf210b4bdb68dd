package io.github.jwtsecurity.token;

import java.util.regex.Pattern;

/**
 * Makes text from outside fit for a log line: it must not begin a line of its own, hide
 * what stands before it, or fill the disk.
 */
public final class LogText {

	private static final int MAX_LENGTH = 512;

	private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

	private LogText() {
	}

	/**
	 * Cleans a text.
	 * @param text what came from outside
	 * @return the text with a question mark for each control or format character, line or
	 * paragraph separator and half of a character, cut after 512 characters
	 */
	public static String of(String text) {
		return UNSAFE.matcher(text.substring(0, Math.min(text.length(), MAX_LENGTH))).replaceAll("?");
	}

}
