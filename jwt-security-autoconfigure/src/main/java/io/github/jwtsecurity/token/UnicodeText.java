package io.github.jwtsecurity.token;

import java.util.Arrays;
import java.util.Map;

/**
 * A check for unpaired surrogates. JSON can contain them (RFC 8259, section 8.2), but
 * UTF-8 cannot. Each reader replaces them in its own way, so that different texts may
 * become equal.
 */
final class UnicodeText {

	private UnicodeText() {
	}

	/**
	 * Returns whether a value has no unpaired surrogate.
	 * @param value the value of a claim
	 * @return {@code false} if a text has an unpaired surrogate, including the elements
	 * of lists and the names and values of maps
	 */
	static boolean isWellFormed(Object value) {
		if (value instanceof Map<?, ?> map) {
			return areWellFormed(map.keySet()) && areWellFormed(map.values());
		}
		if (value instanceof Iterable<?> elements) {
			return areWellFormed(elements);
		}
		if (value instanceof Object[] elements) {
			return areWellFormed(Arrays.asList(elements));
		}
		return isWellFormed(String.valueOf(value));
	}

	private static boolean isWellFormed(String text) {
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (Character.isSurrogate(character)) {
				boolean pair = i + 1 < text.length() && Character.isSurrogatePair(character, text.charAt(i + 1));
				if (!pair) {
					return false;
				}
				i++;
			}
		}
		return true;
	}

	private static boolean areWellFormed(Iterable<?> values) {
		for (Object value : values) {
			if (!isWellFormed(value)) {
				return false;
			}
		}
		return true;
	}

}
