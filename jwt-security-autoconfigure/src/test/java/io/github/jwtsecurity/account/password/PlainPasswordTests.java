package io.github.jwtsecurity.account.password;

import java.text.Normalizer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PlainPassword}.
 */
class PlainPasswordTests {

	private static final int MAX_LENGTH = 128;

	@ParameterizedTest
	@CsvSource({ "e\u0301,\u00E9", "\u212B,\u00C5", "\u1112\u1161\u11AB,\uD55C", "\u03B1\u0313\u0300\u0345,\u1F82",
			"\uFB01,\uFB01", "\u2460,\u2460" })
	void ofThenNormalFormC(String typed, String text) {
		assertThat(PlainPassword.of(typed, MAX_LENGTH).text()).isEqualTo(text);
		assertThat(PlainPassword.of(Normalizer.normalize(typed, Normalizer.Form.NFD), MAX_LENGTH).text())
			.isEqualTo(text);
	}

	@Test
	void ofWhenAsLongAsCanGetShortEnoughThenNormalised() {
		assertThat(PlainPassword.of("\u03B1\u0313\u0300\u0345".repeat(MAX_LENGTH), MAX_LENGTH).length())
			.isEqualTo(MAX_LENGTH);
	}

	@Test
	void ofWhenTooLongInAnyFormThenLeftAsItIs() {
		String typed = "\u03B1\u0313\u0300\u0345".repeat(2 * MAX_LENGTH) + "a";
		assertThat(PlainPassword.of(typed, MAX_LENGTH).text()).isEqualTo(typed);
	}

	@Test
	void normalFormThenNoCharacterStandsForMoreThanEightUnits() {
		assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
			.filter((character) -> Character.getType(character) != Character.SURROGATE)
			.mapToObj(Character::toString)
			.filter((character) -> Normalizer.isNormalized(character, Normalizer.Form.NFC))
			.mapToInt((character) -> Normalizer.normalize(character, Normalizer.Form.NFD).length())
			.max()
			.orElseThrow()).isBetween(4, 8);
	}

	@Test
	void lengthThenCodePoints() {
		assertThat(PlainPassword.of("\uD83D\uDC08\uD83D\uDC08e\u0301", MAX_LENGTH).length()).isEqualTo(3);
	}

	@Test
	void isUnambiguousWhenNulOrHalfACharacterThenFalse() {
		assertThat(PlainPassword.of("a\u0000", MAX_LENGTH).isUnambiguous()).isFalse();
		assertThat(PlainPassword.of("a\uD83D", MAX_LENGTH).isUnambiguous()).isFalse();
		assertThat(PlainPassword.of("\uDC08\uD83D", MAX_LENGTH).isUnambiguous()).isFalse();
		assertThat(PlainPassword.of("a \t?\uFFFD\uD83D\uDC08", MAX_LENGTH).isUnambiguous()).isTrue();
	}

	@Test
	void fitsThenBytesOfTheNormalForm() {
		assertThat(PlainPassword.of("e\u0301", MAX_LENGTH).fits(2)).isTrue();
		assertThat(PlainPassword.of("e\u0301", MAX_LENGTH).fits(1)).isFalse();
	}

	@Test
	void toStringThenNothingOfThePassword() {
		assertThat(PlainPassword.of("Secret-7", MAX_LENGTH)).hasToString("[password]");
	}

}
