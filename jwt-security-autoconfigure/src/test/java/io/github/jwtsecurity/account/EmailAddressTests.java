package io.github.jwtsecurity.account;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EmailAddress}: valid addresses and equivalent addresses.
 */
class EmailAddressTests {

	@ParameterizedTest
	@CsvSource({ "alice@example.com,alice@example.com", "Alice.B+tag@Example.COM,alice.b+tag@example.com",
			"' alice@example.com\t',alice@example.com", "TITLE@EXAMPLE.COM,title@example.com",
			"Jo\u0308rg@Müller.de,jörg@müller.de", "ÉRIC@example.com,éric@example.com",
			"ΚΏΣΤΑΣ@example.gr,κώστασ@example.gr", "κώστας@example.gr,κώστασ@example.gr",
			"ᲀЕра@example.com,вера@example.com", "İpek@example.com,i\u0307pek@example.com",
			"ılgın@example.com,ılgın@example.com", "用户@例子.广告,用户@例子.广告", "उपयोगकर्ता@उदाहरण.भारत,उपयोगकर्ता@उदाहरण.भारत",
			"a@b.c,a@b.c", "!#$%&'*+/=?^_`{|}~-@example.com,!#$%&'*+/=?^_`{|}~-@example.com" })
	void ofWhenAddressThenNormalized(String text, String normalized) {
		EmailAddress address = EmailAddress.of(text);
		assertThat(address.text()).isEqualTo(text.strip());
		assertThat(address.normalized()).isEqualTo(normalized);
		assertThat(EmailAddress.of(normalized)).isEqualTo(address).hasSameHashCodeAs(address);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "alice", "@example.com", "alice@", "alice@localhost", "alice@@example.com",
			"alice@example.com@evil.com", "alice@example..com", "alice@.example.com", "alice@example.com.",
			"alice@-example.com", "alice@example-.com", "alice@exam_ple.com", "alice@[127.0.0.1]", "al ice@example.com",
			"alice@exam ple.com", "\"alice\"@example.com", "Alice <alice@example.com>",
			"alice@example.com,b@example.com", "alice(comment)@example.com", "alice@example.com\0",
			"\u0001alice@example.com", "alice\t@example.com", "alice@example.com\r\nBcc: bob@example.com",
			"alice@example.com\n", "\nalice@example.com", "alice@example.com\u2028", "alice@example.com\u0085",
			"alice\u00A0@example.com", "alice\u200B@example.com", "alice\u200D@example.com", "alice\u00AD@example.com",
			"\uFEFFalice@example.com", "alice\u202E@example.com", "\u2066alice@example.com", "alice\u061C@example.com",
			"ali\u034Fce@example.com", "ali\uFE0Fce@example.com", "ali\u3164ce@example.com", "\u212Aate@example.com",
			"\u212Bke@example.com", "\u017Fam@example.com", "ａlice@example.com", "alice＠example.com",
			"alice@example．com", "alice@example\u3002com", "ﬁona@example.com", "𝐚lice@example.com",
			"ⓐlice@example.com", "alice\u0344@example.com", "\uD800@example.com", "alice\uD83D\uDE00@example.com",
			"alice\uE000@example.com" })
	void ofWhenNotAnAddressThenSaysWhyWithoutTheText(String text) {
		assertThatExceptionOfType(InvalidEmailAddressException.class).isThrownBy(() -> EmailAddress.of(text))
			.satisfies((ex) -> assertThat(ex.getMessage()).startsWith("must ").doesNotContain("lice"));
	}

	@ParameterizedTest
	@CsvSource({ "a@bücher.example,a@xn--bcher-kva.example", "a@bücher.example,A@XN--BCHER-KVA.EXAMPLE",
			"a@bücher.example,a@Xn--Bcher-Kva.example", "a@Bu\u0308CHER.example,a@xn--bcher-kva.example",
			"a@faß.example,a@xn--fa-hia.example", "a@mail.bücher.example,a@mail.xn--bcher-kva.example",
			"用户@例子.广告,用户@xn--fsqu00a.xn--4rr70v", "a@κώστας.example,a@xn--mxarzcf2d.example",
			"a@κώστασ.example,a@xn--mxar1abd2d.example", "a@\u0130stanbul.example,a@xn--istanbul-o0e.example",
			"a@I\u0307stanbul.example,a@xn--istanbul-o0e.example" })
	void normalizedWhenDomainIsInUnicodeOrInAsciiThenSameAndTextAsTyped(String unicode, String ascii) {
		EmailAddress address = EmailAddress.of(ascii);
		assertThat(address).isEqualTo(EmailAddress.of(unicode)).hasSameHashCodeAs(EmailAddress.of(unicode));
		assertThat(address.text()).isEqualTo(ascii);
		assertThat(address.normalized()).doesNotContainIgnoringCase("xn--");
		assertThat(EmailAddress.of(address.normalized())).isEqualTo(address);
	}

	@ParameterizedTest
	@CsvSource({ "a@faß.example,a@fass.example", "a@xn--fa-hia.example,a@fass.example",
			"xn--bcher-kva@example.com,bücher@example.com", "a.xn--bcher-kva@example.com,a.bücher@example.com",
			"a@bücher.example,a@bucher.example", "a\u0345b@example.com,aιb@example.com",
			"a@b\u0345c.example,a@bιc.example", "a@κώστας.example,a@κώστασ.example",
			"a@xn--mxarzcf2d.example,a@κώστασ.example", "m\u0131x@example.com,mix@example.com" })
	void normalizedWhenOtherTextThenOther(String text, String other) {
		assertThat(EmailAddress.of(text)).isNotEqualTo(EmailAddress.of(other));
	}

	/**
	 * The labels are, in this order: not Punycode; capital Ü; u with a combining mark;
	 * nothing to decode; encoded twice; an emoji; an invisible character; an ideographic
	 * full stop; an unpaired surrogate; a mark at the beginning.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "xn--99999999", "xn--a-9", "xn--bücher-kva", "xn--ü", "xn--MLLER-2pa", "xn--u-ccb",
			"xn--a-", "xn--", "xn--xn---3ra", "xn--ls8h", "xn--ab-j1t", "xn--ab-r13a", "xn--8c9b", "xn--8c9bk9h",
			"xn--lsa", "\u0301ab" })
	void ofWhenLabelIsNoneOfInternationalDomainsThenInvalid(String label) {
		for (String domain : List.of(label + ".example", "mail." + label, label)) {
			assertThatExceptionOfType(InvalidEmailAddressException.class)
				.isThrownBy(() -> EmailAddress.of("alice@" + domain))
				.withMessageStartingWith("must have ");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "1.2.3.4", "0x7f.0.0.1", "a.1", "a.0x", "1" })
	void ofWhenDomainIsAnIpAddressThenInvalid(String domain) {
		assertThatExceptionOfType(InvalidEmailAddressException.class)
			.isThrownBy(() -> EmailAddress.of("alice@" + domain))
			.withMessageStartingWith("must have ");
	}

	@ParameterizedTest
	@CsvSource({ "M\u0130X@example.com,mi\u0307x@example.com", "MI\u0307X@example.com,m\u0130x@example.com",
			"κώστας@example.com,ΚΏΣΤΑΣ@example.com" })
	void normalizedWhenOtherCaseOfTheLocalPartThenSame(String text, String other) {
		assertThat(EmailAddress.of(text)).isEqualTo(EmailAddress.of(other));
	}

	@Test
	void normalFormOfWhenNotAnAddressThenTheText() {
		assertThat(EmailAddress.normalFormOf("ALICE@xn--bcher-kva.example")).isEqualTo("alice@bücher.example");
		assertThat(EmailAddress.normalFormOf("ALICE")).isEqualTo("ALICE");
	}

	@Test
	void ofWhenAsLongAsAllowedThenAddress() {
		String longest = "a".repeat(64) + "@" + "b".repeat(63) + ("." + "c".repeat(62)).repeat(2);
		assertThat(longest).hasSize(254);
		assertThat(EmailAddress.of("  " + longest + "  ").normalized()).isEqualTo(longest);
	}

	@Test
	void ofWhenTooLongThenInvalid() {
		String domain = ("." + "c".repeat(62)).repeat(2);
		for (String text : new String[] { "a".repeat(65) + "@example.com", "a@" + "b".repeat(64) + ".com",
				"a".repeat(64) + "@b" + "b".repeat(63) + domain, "a@" + "b.".repeat(200_000) + "com",
				"a@" + "b".repeat(1_000_000), " ".repeat(1_000_000) + "a" }) {
			assertThatExceptionOfType(InvalidEmailAddressException.class).isThrownBy(() -> EmailAddress.of(text));
		}
	}

	/**
	 * Checks all letters, marks and digits of Unicode: only the cases of one letter share
	 * a normal form, a normal form in ASCII comes only from ASCII, and a normal form is
	 * its own normal form.
	 */
	@Test
	void normalizedWhenAnyCharacterThenSameForCasesOfOneLetterOnly() {
		Map<String, String> characters = new HashMap<>();
		List<String> wrong = new ArrayList<>();
		characters().forEach((character) -> {
			String normalized = normalize("a" + character + "\u0307b@b.c");
			if (normalized != null) {
				String other = characters.putIfAbsent(normalize("a" + character + "b@b.c"), character);
				boolean otherCharacter = other != null
						&& !(other.equalsIgnoreCase(character) && kinds(other).equals(kinds(character)));
				if (otherCharacter || !normalized.equals(normalize(normalized))) {
					wrong.add("U+%04X".formatted(character.codePointAt(0)));
				}
			}
		});
		assertThat(wrong).isEmpty();
		assertThat(characters).hasSizeGreaterThan(100_000);
		assertThat(characters.entrySet()).filteredOn((entry) -> isAscii(entry.getKey()) != isAscii(entry.getValue()))
			.isEmpty();
	}

	/**
	 * Checks all letters with two cases, with each mark that can be composed with a
	 * letter: the normal form has as many letters and marks as the text, is the same for
	 * both cases, and is its own normal form, also in the domain.
	 */
	@Test
	void normalizedWhenAnyLetterWithAMarkThenSameKindsAndStable() {
		List<String> marks = characters()
			.flatMap((character) -> Normalizer.normalize(character, Form.NFD)
				.codePoints()
				.skip(1)
				.mapToObj(Character::toString))
			.distinct()
			.filter((mark) -> Character.getType(mark.codePointAt(0)) == Character.NON_SPACING_MARK)
			.toList();
		// This is the only letter whose lower case is a letter with a mark.
		List<String> letters = characters().filter((character) -> !character.equals("\u0130"))
			.filter((character) -> !character.equals(character.toLowerCase(Locale.ROOT)))
			.toList();
		List<String> wrong = new ArrayList<>();
		for (String letter : letters) {
			for (String mark : marks) {
				String normalized = normalize(letter + mark + "@b.c");
				if (normalized != null && !(normalized.equals(normalize(normalized))
						&& kinds(normalized).equals(kinds(letter + mark + "@b.c")) && normalized.replace("@b.c", ".c")
							.equals(normalize("a@" + letter + mark + ".c").substring(2)))) {
					wrong.add("U+%04X U+%04X".formatted(letter.codePointAt(0), mark.codePointAt(0)));
				}
			}
		}
		assertThat(wrong).isEmpty();
		assertThat(letters).hasSizeGreaterThan(1_000);
		assertThat(marks).hasSizeGreaterThan(50).contains("\u0345");
	}

	@Test
	void normalizedWhenDefaultLocaleIsTurkishThenSame() {
		Locale before = Locale.getDefault();
		Locale.setDefault(Locale.forLanguageTag("tr"));
		try {
			assertThat(EmailAddress.of("TITLE@EXAMPLE.COM").normalized()).isEqualTo("title@example.com");
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@ParameterizedTest
	@CsvSource({ "Alice@Example.com,Alice@Example.com", "zoë@Bücher.example,zoë@xn--bcher-kva.example",
			"a@straße.de,a@xn--strae-oqa.de", "a@xn--bcher-kva.example,a@xn--bcher-kva.example" })
	void mailboxThenDomainIsInAscii(String text, String mailbox) {
		assertThat(EmailAddress.of(text).mailbox()).isEqualTo(mailbox);
	}

	@Test
	void equalsWhenOtherCaseThenEqual() {
		assertThat(EmailAddress.of("ALICE@example.com")).isEqualTo(EmailAddress.of("alice@example.com"))
			.isNotEqualTo(EmailAddress.of("bob@example.com"))
			.isNotEqualTo("alice@example.com");
	}

	@Test
	void toStringThenSaysNothing() {
		assertThat(EmailAddress.of("alice@example.com").toString()).doesNotContain("alice", "example");
	}

	private static String normalize(String text) {
		try {
			return EmailAddress.of(text).normalized();
		}
		catch (InvalidEmailAddressException ex) {
			return null;
		}
	}

	private static Stream<String> characters() {
		return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
			.filter((character) -> Character.isLetterOrDigit(character)
					|| Character.getType(character) == Character.NON_SPACING_MARK
					|| Character.getType(character) == Character.COMBINING_SPACING_MARK)
			.mapToObj(Character::toString);
	}

	/**
	 * Returns the general categories of the decomposed text, where all letters count as
	 * one category.
	 */
	private static List<Integer> kinds(String text) {
		return Normalizer.normalize(text, Form.NFD)
			.codePoints()
			.map((character) -> Character.isLetter(character) ? Character.LOWERCASE_LETTER
					: Character.getType(character))
			.boxed()
			.toList();
	}

	private static boolean isAscii(String text) {
		return text.chars().allMatch((character) -> character < 128);
	}

}
