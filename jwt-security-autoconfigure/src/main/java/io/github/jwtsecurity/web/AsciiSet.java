package io.github.jwtsecurity.web;

import java.util.function.IntPredicate;

/**
 * A set of ASCII characters. A long text is checked against the set in one pass, without
 * a regular expression.
 */
final class AsciiSet {

	private final boolean[] characters = new boolean[128];

	/**
	 * Creates a set.
	 * @param rule the predicate that the characters of the set satisfy
	 */
	AsciiSet(IntPredicate rule) {
		for (int character = 0; character < this.characters.length; character++) {
			this.characters[character] = rule.test(character);
		}
	}

	boolean contains(char character) {
		return character < this.characters.length && this.characters[character];
	}

	boolean containsAll(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (!contains(text.charAt(i))) {
				return false;
			}
		}
		return true;
	}

}
