package io.github.jwtsecurity.account.password;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words that an attacker who knows the user would try: the email address, its part
 * before the {@code @}, and the name of the application, each with any punctuation
 * between its characters. Words of fewer than four characters are left out, since they
 * occur in too many passwords.
 */
final class KnownWords {

	private static final int MIN_LENGTH = 4;

	private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]");

	private final Pattern words;

	private KnownWords(Pattern words) {
		this.words = words;
	}

	/**
	 * Creates the words for a user.
	 * @param email the email address, as the user typed it
	 * @param applicationName the name of the application, empty if it has none
	 */
	static KnownWords of(String email, String applicationName) {
		String address = email.strip();
		String localPart = address.substring(0, Math.max(address.lastIndexOf('@'), 0));
		return new KnownWords(Pattern.compile(Stream.of(address, localPart, applicationName)
			.map((word) -> Normalizer.normalize(word, Form.NFC))
			.flatMap(
					(word) -> Stream.of((word.length() >= MIN_LENGTH) ? Pattern.quote(word) : "", anyPunctuation(word)))
			.filter((pattern) -> !pattern.isEmpty())
			.collect(Collectors.joining("|")), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
	}

	/**
	 * Returns a pattern for a word with any punctuation between its characters, empty if
	 * the word is too short.
	 */
	private static String anyPunctuation(String word) {
		String bare = PUNCTUATION.matcher(word).replaceAll("");
		return (bare.length() < MIN_LENGTH) ? ""
				: bare.codePoints()
					.mapToObj((character) -> Pattern.quote(Character.toString(character)))
					.collect(Collectors.joining(PUNCTUATION + "*"));
	}

	/**
	 * Removes the words from a password, without regard to case.
	 * @param password the password
	 * @return the rest of the password
	 */
	PlainPassword removeFrom(PlainPassword password) {
		return new PlainPassword(this.words.matcher(password.text()).replaceAll(""));
	}

}
