package io.github.jwtsecurity.token;

import java.util.stream.IntStream;

/**
 * Patterns that make a secret easy to guess although it is long enough: a short text that
 * is repeated, and consecutive characters. A few deviations from a pattern make no
 * difference. A random secret has neither pattern, in any encoding.
 */
final class SecretPatterns {

	/**
	 * The length from which a repeated text, in its encoding, could be a secret of its
	 * own.
	 */
	private static final int LONG_TEXT = 32;

	/** The number of sequences that may be interleaved, as in {@code a1b2c3}. */
	private static final int MAX_SEQUENCES = 2;

	/** The length of the shortest secret, decoded from hexadecimal. */
	private static final int MIN_LENGTH = 16;

	private SecretPatterns() {
	}

	/**
	 * Returns whether a secret, or the decoded form of it, has a pattern.
	 */
	static boolean areIn(byte[] secret) {
		return SecretDecodings.of(secret)
			.filter((bytes) -> bytes.length >= MIN_LENGTH)
			.anyMatch((bytes) -> isRepetition(bytes, secret.length) || isSequence(bytes));
	}

	private static boolean isRepetition(byte[] bytes, int encodedLength) {
		int maxDistance = Math.min(bytes.length / 2, (LONG_TEXT * bytes.length - 1) / encodedLength);
		return isPredictable(bytes, maxDistance, (previous, next) -> next == previous);
	}

	private static boolean isSequence(byte[] bytes) {
		return isPredictable(bytes, MAX_SEQUENCES,
				(previous, next) -> next == previous || isStep(previous, next) || isStep(next, previous));
	}

	private static boolean isStep(int from, int to) {
		return to == from + 1 || (from == '9' && to == '0');
	}

	/**
	 * Returns whether, for one of the distances, three quarters of the bytes follow from
	 * the byte at that distance before them.
	 */
	private static boolean isPredictable(byte[] bytes, int maxDistance, Rule rule) {
		return IntStream.rangeClosed(1, maxDistance).anyMatch((distance) -> {
			long predicted = IntStream.range(distance, bytes.length)
				.filter((index) -> rule.follows(bytes[index - distance], bytes[index]))
				.count();
			return predicted * 4 >= (bytes.length - distance) * 3L;
		});
	}

	/**
	 * A rule that predicts a byte from an earlier one.
	 */
	@FunctionalInterface
	private interface Rule {

		boolean follows(byte previous, byte next);

	}

}
