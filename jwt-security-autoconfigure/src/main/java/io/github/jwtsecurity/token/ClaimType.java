package io.github.jwtsecurity.token;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The type of the value of a claim, which can be told without the value.
 */
final class ClaimType {

	private ClaimType() {
	}

	/**
	 * Returns the type of a value.
	 * @param value the value, {@code null} if the claim is missing
	 * @return a phrase without the value
	 */
	static String of(@Nullable Object value) {
		if (value == null) {
			return "nothing";
		}
		if (value instanceof String text) {
			return text.isBlank() ? "a blank text" : UnicodeText.isWellFormed(text) ? "a text" : "a malformed text";
		}
		if (value instanceof Map<?, ?>) {
			return "an object";
		}
		if (value instanceof List<?>) {
			return "an array";
		}
		return (value instanceof Boolean) ? "true or false" : "a number";
	}

}
