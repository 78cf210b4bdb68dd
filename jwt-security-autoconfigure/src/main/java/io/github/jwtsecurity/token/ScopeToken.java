package io.github.jwtsecurity.token;

/**
 * A value of the claim {@code scope} (RFC 6749, section 3.3). A space separates values,
 * so a value that contained one would grant two authorities.
 *
 * @hidden
 */
public final class ScopeToken {

	private ScopeToken() {
	}

	/**
	 * Returns whether a text is a single value.
	 * @param text the text
	 * @return {@code true} if it has at least one character, and all are printable ASCII
	 * other than space, double quote and backslash
	 */
	public static boolean matches(String text) {
		return !text.isEmpty() && text.chars().allMatch(ScopeToken::isAllowed);
	}

	private static boolean isAllowed(int character) {
		return character > ' ' && character <= '~' && character != '"' && character != '\\';
	}

}
