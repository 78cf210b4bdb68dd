package io.github.jwtsecurity.token;

/**
 * Makes text from outside fit for a log line: it must not begin a line of its own, hide
 * what stands before it, or fill the disk.
 */
public final class LogText {

	private static final int MAX_LENGTH = 512;

	private LogText() {
	}

	/**
	 * Cleans a text.
	 * @param text what came from outside
	 * @return the text with a question mark for each control or format character and each
	 * line or paragraph separator, cut after 512 characters
	 */
	public static String of(String text) {
		String cut = text.substring(0, Math.min(text.length(), MAX_LENGTH));
		return cut.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
	}

}
