package io.github.jwtsecurity.token;

import java.util.Arrays;
import java.util.Map;

/**
 * A check for unpaired surrogates. JSON can hold them (RFC 8259, section 8.2), but UTF-8
 * cannot: what they become is up to each reader, so two texts may become one.
 */
final class UnicodeText {

	private UnicodeText() {
	}

	/**
	 * Returns whether no text has an unpaired surrogate.
	 * @param value the value of a claim
	 * @return {@code false} if a text has one, also within a list or a map, or in a name
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
		return String.valueOf(value)
			.codePoints()
			.noneMatch((character) -> Character.getType(character) == Character.SURROGATE);
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
