package io.github.jwtsecurity.token;

import org.jspecify.annotations.Nullable;

/**
 * A header parameter in a form that can be shown: a text is cleaned and cut after 64
 * characters, and any other value is replaced with its type.
 */
final class HeaderText {

	private static final int MAX_LENGTH = 64;

	private HeaderText() {
	}

	/**
	 * Returns the form of a value.
	 * @param value the value, {@code null} if the header parameter is missing
	 * @return the cleaned text, or a phrase for the type
	 */
	static String of(@Nullable Object value) {
		return (value instanceof String text) ? LogText.of(text, MAX_LENGTH) : ClaimType.of(value);
	}

}
