package io.github.jwtsecurity.account;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * An email address as a user typed it, with the normal form by which it is compared.
 * <p>
 * The syntax is that of the HTML standard's {@code <input type=email>}, with a domain of
 * two labels or more, and with letters and digits of all languages (RFC 6531). Characters
 * that RFC 8264 refuses in an identifier are refused: white space, control, format and
 * invisible characters, and every second encoding of a character, such as the Kelvin sign
 * and full-width letters. Therefore, the normal form, which is lower case in NFC, unites
 * only the cases of a letter, the encodings of an accent, and the two notations of a
 * label of the domain (RFC 5890): {@code bücher} and {@code xn--bcher-kva}. Addresses
 * that merely look alike, for instance with a Cyrillic {@code а}, remain different.
 */
public final class EmailAddress {

	/** The limit of RFC 5321, section 4.5.3.1.3, without the angle brackets. */
	private static final int MAX_LENGTH = 254;

	private static final String INVALID_DOMAIN = "must have a valid domain";

	private static final Pattern LINE_BREAK = Pattern.compile("\\R");

	private static final String LETTERS_AND_DIGITS = "a-zA-Z0-9[\\p{L}\\p{Mn}\\p{Mc}\\p{Nd}&&[^\\x00-\\x7F]]";

	private static final Pattern SYNTAX = Pattern
		.compile("[A.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:L\\.)+L".replace("L", "[A](?:[A-]{0,61}[A])?")
			.replace("A", LETTERS_AND_DIGITS));

	/** The characters of RFC 8264, section 9.13 that are letters or marks. */
	private static final Pattern INVISIBLE = Pattern.compile("[\\u034F\\u115F\\u1160\\u17B4\\u17B5"
			+ "\\u180B-\\u180D\\u180F\\u3164\\uFE00-\\uFE0F\\uFFA0\\x{E0100}-\\x{E01EF}]");

	/**
	 * A label that begins with a combining mark (RFC 5891, section 4.2.3.2), or a last
	 * label that makes the domain an IP address.
	 */
	private static final Pattern NO_DOMAIN = Pattern.compile("[@.]\\p{M}|\\.(?:\\d+|0[xX]\\p{XDigit}*)$");

	/** A label in the encoding of RFC 5890, section 2.3.2.1. */
	private static final Pattern A_LABEL = Pattern.compile("(?<=[@.])xn--([^.]*)", Pattern.CASE_INSENSITIVE);

	private final String text;

	private final String normalized;

	private EmailAddress(String text, String normalized) {
		this.text = text;
		this.normalized = normalized;
	}

	/**
	 * Parses the text that a user typed, like {@link #of(String)}.
	 * @param text the text; blanks around the address are removed
	 * @return the address, {@code null} if the text is not one
	 */
	public static @Nullable EmailAddress resolve(String text) {
		try {
			return of(text);
		}
		catch (InvalidEmailAddressException ex) {
			return null;
		}
	}

	/**
	 * Parses the text that a user typed.
	 * @param text the text; blanks around the address are removed
	 * @return the address
	 * @throws InvalidEmailAddressException if the text is not an email address of at most
	 * 254 characters, with at most 64 characters before the {@code @}
	 */
	public static EmailAddress of(String text) {
		require(!LINE_BREAK.matcher(text).find(), "must not have line breaks");
		String address = text.strip();
		require(!address.isEmpty(), "must not be blank");
		require(address.length() <= MAX_LENGTH, "must have at most 254 characters");
		requireSyntax(address);
		String decoded = decodeDomain(address);
		requireSyntax(decoded);
		String normalized = normalize(decoded);
		require(normalized.length() <= MAX_LENGTH, "must have at most 254 characters");
		return new EmailAddress(address, normalized);
	}

	/**
	 * Creates an address that was parsed before it was stored. The address remains usable
	 * even if its text would now be refused.
	 */
	static EmailAddress stored(String text, String normalized) {
		return new EmailAddress(text, normalized);
	}

	/**
	 * Returns the text by which attempts with an email address are counted and recorded.
	 * @param text the text that a user typed
	 * @return the normal form; the unchanged text if it is not an email address, which no
	 * account can have
	 */
	public static String normalFormOf(String text) {
		try {
			return of(text).normalized();
		}
		catch (InvalidEmailAddressException ex) {
			return text;
		}
	}

	/**
	 * Returns the address as the user typed it, without surrounding blanks, for display
	 * and for mail.
	 * @return the text
	 */
	public String text() {
		return this.text;
	}

	/**
	 * Returns the address for mail servers: as the user typed it, with a domain in ASCII
	 * (RFC 5890, section 2.3.2.1).
	 */
	String mailbox() {
		int domain = this.text.lastIndexOf('@') + 1;
		return this.text.substring(0, domain)
				+ Stream.of(Normalizer.normalize(this.text.substring(domain), Form.NFC).split("\\."))
					.map(EmailAddress::encodeLabel)
					.collect(Collectors.joining("."));
	}

	private static String encodeLabel(String label) {
		return (label.chars().allMatch((character) -> character < 0x80)) ? label
				: "xn--" + Punycode.encode(label.codePoints()
					.map(Character::toLowerCase)
					.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
					.toString());
	}

	/**
	 * Returns the normal form, which is only for comparison, never for display or for
	 * mail.
	 * @return the address in lower case and NFC, with a domain in Unicode, at most 254
	 * characters
	 */
	public String normalized() {
		return this.normalized;
	}

	/**
	 * Returns whether the normal forms are equal.
	 * @param other the object to compare with
	 * @return {@code true} for an address with the same normal form
	 */
	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof EmailAddress address && this.normalized.equals(address.normalized);
	}

	@Override
	public int hashCode() {
		return this.normalized.hashCode();
	}

	/**
	 * Returns a text without the address, which must not be logged.
	 * @return a fixed text
	 */
	@Override
	public String toString() {
		return "EmailAddress[...]";
	}

	private static void requireSyntax(String address) {
		require(SYNTAX.matcher(address).matches(), "must have the form name@example.com");
		require(!NO_DOMAIN.matcher(address).find(), INVALID_DOMAIN);
		require(!INVISIBLE.matcher(address).find() && hasOneEncoding(address),
				"must not have invisible characters or special forms of letters");
	}

	private static String decodeDomain(String address) {
		int domain = address.indexOf('@');
		return address.substring(0, domain) + A_LABEL.matcher(address.substring(domain))
			.replaceAll((label) -> Matcher.quoteReplacement(decodeLabel(label.group(1))));
	}

	/**
	 * Decodes a label. A label that no text is encoded to is refused, so that two
	 * different labels never have one normal form.
	 */
	private static String decodeLabel(String label) {
		String decoded;
		try {
			decoded = Punycode.decode(label.toLowerCase(Locale.ROOT));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidEmailAddressException(INVALID_DOMAIN);
		}
		require(Normalizer.isNormalized(decoded, Form.NFC)
				&& decoded.codePoints().allMatch((character) -> character == Character.toLowerCase(character))
				&& !decoded.startsWith("xn--"), INVALID_DOMAIN);
		return decoded;
	}

	/**
	 * Returns whether each character of an address has only one encoding (RFC 8264,
	 * section 9.17).
	 */
	private static boolean hasOneEncoding(String address) {
		return address.codePoints()
			.allMatch((character) -> Normalizer.isNormalized(Character.toString(character), Form.NFKC));
	}

	private static String normalize(String address) {
		String composed = Normalizer.normalize(address, Form.NFC).replace("\u0130", "i\u0307");
		int domain = composed.indexOf('@');
		StringBuilder folded = new StringBuilder();
		composed.substring(0, domain).codePoints().map(EmailAddress::foldCase).forEach(folded::appendCodePoint);
		composed.substring(domain).codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
		return Normalizer.normalize(folded, Form.NFC);
	}

	/**
	 * Returns the common form of all cases of a letter, independent of its context and of
	 * the locale. The dotless letter of Turkish, whose upper case is in ASCII, stays
	 * unchanged, and so does the mark U+0345, whose upper case is a letter. In a domain,
	 * a final sigma and a sigma are different letters (RFC 5894, section 7.2), so only
	 * the lower case counts there.
	 */
	private static int foldCase(int character) {
		int folded = Character.toLowerCase(Character.toUpperCase(character));
		boolean ofOneKind = (folded < 0x80) == (character < 0x80)
				&& Character.isLetter(folded) == Character.isLetter(character);
		return ofOneKind ? folded : character;
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new InvalidEmailAddressException(message);
		}
	}

}
