package io.github.jwtsecurity.account;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.springframework.util.Assert;

/**
 * A decoder for Punycode (RFC 3492), the encoding of the labels of a domain that are not
 * ASCII. {@link java.net.IDN} is no substitute: it follows IDNA 2003, which equates
 * {@code ß} with {@code ss}, and only knows the letters of Unicode 3.2.
 */
final class Punycode {

	private static final int BASE = 36;

	private static final int MIN_THRESHOLD = 1;

	private static final int MAX_THRESHOLD = 26;

	private static final int SKEW = 38;

	private static final int DAMP = 700;

	private static final int FIRST_BIAS = 72;

	private static final int FIRST_CHARACTER = 0x80;

	private final String encoded;

	private final List<Integer> characters;

	private int next;

	private Punycode(String encoded) {
		int basic = Math.max(encoded.lastIndexOf('-'), 0);
		this.encoded = encoded;
		this.characters = encoded.substring(0, basic).chars().boxed().collect(Collectors.toCollection(ArrayList::new));
		this.next = (basic > 0) ? basic + 1 : 0;
	}

	/**
	 * Decodes a label.
	 * @param encoded the label, without the prefix {@code xn--}
	 * @return the decoded characters
	 * @throws IllegalArgumentException if the label is not Punycode
	 */
	static String decode(String encoded) {
		require(encoded.chars().allMatch((character) -> character < FIRST_CHARACTER));
		return new Punycode(encoded).decode();
	}

	/**
	 * Encodes a label.
	 * @param label the label, which has a character outside ASCII
	 * @return the encoded label, without the prefix {@code xn--}
	 */
	static String encode(String label) {
		int[] characters = label.codePoints().toArray();
		StringBuilder encoded = new StringBuilder();
		IntStream.of(characters).filter((character) -> character < FIRST_CHARACTER).forEach(encoded::appendCodePoint);
		int done = encoded.length();
		if (done > 0) {
			encoded.append('-');
		}
		int basic = done;
		int bias = FIRST_BIAS;
		long delta = 0;
		int character = FIRST_CHARACTER;
		while (done < characters.length) {
			int reached = character;
			int next = IntStream.of(characters).filter((other) -> other >= reached).min().orElseThrow();
			delta += (long) (next - character) * (done + 1);
			character = next;
			for (int other : characters) {
				if (other < character) {
					delta++;
				}
				if (other == character) {
					appendDelta(encoded, delta, bias);
					bias = bias(delta / ((done == basic) ? DAMP : 2), done + 1);
					delta = 0;
					done++;
				}
			}
			delta++;
			character++;
		}
		return encoded.toString();
	}

	/**
	 * Encodes a delta (RFC 3492, section 3.3).
	 */
	private static void appendDelta(StringBuilder encoded, long delta, int bias) {
		long rest = delta;
		int step = BASE;
		int threshold = threshold(step, bias);
		while (rest >= threshold) {
			encoded.append(toDigit((int) (threshold + (rest - threshold) % (BASE - threshold))));
			rest = (rest - threshold) / (BASE - threshold);
			step += BASE;
			threshold = threshold(step, bias);
		}
		encoded.append(toDigit((int) rest));
	}

	private static int threshold(int step, int bias) {
		return Math.max(MIN_THRESHOLD, Math.min(MAX_THRESHOLD, step - bias));
	}

	private static char toDigit(int value) {
		return (char) ((value < 26) ? 'a' + value : '0' + value - 26);
	}

	private String decode() {
		long position = 0;
		long character = FIRST_CHARACTER;
		int bias = FIRST_BIAS;
		while (this.next < this.encoded.length()) {
			long delta = nextDelta(bias);
			int count = this.characters.size() + 1;
			bias = bias(delta / ((position == 0) ? DAMP : 2), count);
			position += delta;
			character += position / count;
			position %= count;
			require(character <= Character.MAX_CODE_POINT && Character.getType((int) character) != Character.SURROGATE);
			this.characters.add((int) position, (int) character);
			position++;
		}
		StringBuilder decoded = new StringBuilder();
		this.characters.forEach(decoded::appendCodePoint);
		return decoded.toString();
	}

	/**
	 * Decodes the next delta (RFC 3492, section 3.3).
	 */
	private long nextDelta(int bias) {
		long delta = 0;
		long weight = 1;
		int threshold;
		int digit;
		int step = 0;
		do {
			step += BASE;
			threshold = threshold(step, bias);
			digit = nextDigit();
			delta += digit * weight;
			require(delta <= Integer.MAX_VALUE);
			weight *= BASE - threshold;
		}
		while (digit >= threshold);
		return delta;
	}

	private int nextDigit() {
		require(this.next < this.encoded.length());
		int value = Character.digit(this.encoded.charAt(this.next), BASE);
		this.next++;
		require(value >= 0);
		return (value < 10) ? value + 26 : value - 10;
	}

	/**
	 * Returns the adapted bias (RFC 3492, section 3.4).
	 */
	private static int bias(long delta, int count) {
		long rest = delta + delta / count;
		int steps = 0;
		while (rest > (BASE - MIN_THRESHOLD) * MAX_THRESHOLD / 2) {
			rest /= BASE - MIN_THRESHOLD;
			steps += BASE;
		}
		return (int) (steps + (BASE - MIN_THRESHOLD + 1) * rest / (rest + SKEW));
	}

	private static void require(boolean condition) {
		Assert.isTrue(condition, "Not Punycode");
	}

}
