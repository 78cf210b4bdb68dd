package io.github.jwtsecurity.token;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogText}.
 */
class LogTextTests {

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r", "\t", "\u0000", "\u0085", "\u009f", "\u2028", "\u2029", "\u202e", "\u200b",
			"\ud800", "\udc00" })
	void ofWhenUnsafeThenQuestionMark(String unsafe) {
		assertThat(LogText.of("a" + unsafe + "b")).isEqualTo("a?b");
	}

	@Test
	void ofWhenPrintableThenAsItStands() {
		assertThat(LogText.of("\u00dcber \u0411 \ud83d\ude00")).isEqualTo("\u00dcber \u0411 \ud83d\ude00");
	}

	@Test
	void ofWhenCutInTheMiddleOfACharacterThenNoHalfOfIt() {
		assertThat(LogText.of("a".repeat(511) + "\ud83d\ude00")).isEqualTo("a".repeat(511) + "?");
	}

}
