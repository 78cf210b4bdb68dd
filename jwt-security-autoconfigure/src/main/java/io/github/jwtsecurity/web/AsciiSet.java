package io.github.jwtsecurity.web;

import java.util.function.IntPredicate;

/**
 * Some of the characters of ASCII. Whether a long text has others is found out in one
 * pass, without a regular expression.
 */
final class AsciiSet {

	private final boolean[] characters = new boolean[128];

	/**
	 * Creates a set.
	 * @param rule tells which characters are in it
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
