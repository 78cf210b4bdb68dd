package io.github.jwtsecurity.token;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Secrets from documentation, tutorials and templates. Their decoded bytes are compared,
 * so that a secret in base64 or hexadecimal is recognized too.
 */
final class WellKnownSecrets {

	/** Words that mean "replace me" and that no random secret contains. */
	private static final List<String> MARKERS = List.of("changeme", "changethis", "changeit", "replaceme",
			"replacethis", "yoursecret", "yourjwtsecret", "your256bitsecret", "placeholder");

	private static final Set<String> TEXTS = read();

	/** The length from which a listed text is also recognized as a part of a secret. */
	private static final int LONG_TEXT = 20;

	private WellKnownSecrets() {
	}

	static boolean contain(byte[] secret) {
		return SecretDecodings.of(secret)
			.map((bytes) -> normalize(new String(bytes, StandardCharsets.UTF_8)))
			.anyMatch((text) -> TEXTS.contains(text) || isRepeated(text) || hasLongText(text)
					|| MARKERS.stream().anyMatch(text::contains));
	}

	private static boolean hasLongText(String text) {
		return TEXTS.stream().anyMatch((listed) -> listed.length() >= LONG_TEXT && text.contains(listed));
	}

	/**
	 * Returns whether a text consists only of repetitions of one listed text.
	 */
	private static boolean isRepeated(String text) {
		return TEXTS.stream().anyMatch((word) -> !text.isEmpty() && text.replace(word, "").isEmpty());
	}

	/**
	 * Removes differences in case, spaces and punctuation, which do not make a text a
	 * secret.
	 */
	private static String normalize(String text) {
		return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
	}

	private static Set<String> read() {
		try (InputStream stream = Objects
			.requireNonNull(WellKnownSecrets.class.getResourceAsStream("well-known-secrets.txt"))) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.startsWith("#"))
				.map(WellKnownSecrets::normalize)
				.filter((line) -> !line.isEmpty())
				.collect(Collectors.toUnmodifiableSet());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
