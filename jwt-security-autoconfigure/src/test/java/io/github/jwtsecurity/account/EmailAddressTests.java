package io.github.jwtsecurity.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is an email address, and which ones are the same.
 */
class EmailAddressTests {

	@ParameterizedTest
	@CsvSource({ "alice@example.com,alice@example.com", "Alice.B+tag@Example.COM,alice.b+tag@example.com",
			"' alice@example.com\t',alice@example.com", "TITLE@EXAMPLE.COM,title@example.com",
			"Jo\u0308rg@Müller.de,jörg@müller.de", "ÉRIC@example.com,éric@example.com",
			"ΚΏΣΤΑΣ@example.gr,κώστασ@example.gr", "κώστας@example.gr,κώστασ@example.gr",
			"ᲀЕра@example.com,вера@example.com", "İpek@example.com,İpek@example.com",
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
	 * Over all letters and digits of Unicode: only the cases of one letter have one
	 * normal form, nothing outside ASCII gets into it, and it is its own normal form.
	 */
	@Test
	void normalizedWhenAnyCharacterThenSameForCasesOfOneLetterOnly() {
		Map<String, String> letters = new HashMap<>();
		List<String> wrong = new ArrayList<>();
		IntStream.rangeClosed(0, Character.MAX_CODE_POINT).filter(Character::isLetterOrDigit).forEach((character) -> {
			String letter = Character.toString(character);
			String normalized = normalize("a" + letter + "\u0307b@example.com");
			if (normalized != null) {
				String other = letters.putIfAbsent(normalize("a" + letter + "b@example.com"), letter);
				boolean otherLetter = other != null && !other.equalsIgnoreCase(letter);
				if (otherLetter || !normalized.equals(normalize(normalized))) {
					wrong.add("U+%04X".formatted(character));
				}
			}
		});
		assertThat(wrong).isEmpty();
		assertThat(letters).hasSizeGreaterThan(100_000);
		assertThat(letters.entrySet()).filteredOn((entry) -> isAscii(entry.getKey()) != isAscii(entry.getValue()))
			.isEmpty();
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

	private static boolean isAscii(String text) {
		return text.chars().allMatch((character) -> character < 128);
	}

}
