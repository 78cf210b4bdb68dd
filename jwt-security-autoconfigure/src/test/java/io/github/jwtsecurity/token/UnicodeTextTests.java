package io.github.jwtsecurity.token;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnicodeText}.
 */
class UnicodeTextTests {

	@ParameterizedTest
	@ValueSource(
			strings = { "", "alice", "\u00fc", "\ud83d\ude00", "a\ud83d\ude00b", "\ud83d\ude00\ud83d\ude00", "\uffff" })
	void isWellFormedWhenNoUnpairedSurrogateThenTrue(String text) {
		assertThat(UnicodeText.isWellFormed(text)).isTrue();
		assertThat(UnicodeText.isWellFormed(List.of(1, Map.of(text, List.of(text))))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\ud83d", "\ude00", "a\ud83d", "\ude00a", "\ude00\ud83d", "\ud83d\ud83d\ude00",
			"\ud83d\ude00\ude00", "\ud83da\ude00" })
	void isWellFormedWhenUnpairedSurrogateThenFalse(String text) {
		assertThat(UnicodeText.isWellFormed(text)).isFalse();
		assertThat(UnicodeText.isWellFormed(List.of(1, text))).isFalse();
		assertThat(UnicodeText.isWellFormed(Map.of(text, 1))).isFalse();
		assertThat(UnicodeText.isWellFormed(Map.of("a", List.of(Map.of("b", text))))).isFalse();
	}

}
