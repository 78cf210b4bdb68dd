package io.github.jwtsecurity.test.attack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link UserPath}.
 */
class UserPathTests {

	@Test
	void ofThenReplacesTheVariable() {
		UserPath path = new UserPath("/api/{userId}/notes");
		assertThat(path.of("$1\\")).isEqualTo("/api/$1\\/notes");
		assertThat(path.upperCase("bob")).isEqualTo("/API/bob/NOTES");
		assertThat(path.hasVariable()).isTrue();
		assertThat(new UserPath("/me").hasVariable()).isFalse();
		assertThat(new UserPath("/me").of("bob")).isEqualTo("/me");
	}

	@ParameterizedTest
	@ValueSource(strings = { "api/{user_id}", "http://localhost/api/{user_id}", "/api/{user_id}/tasks/{task_id}",
			"/api/{user_id}?page=1", "/api/{user_id}#x" })
	void createWhenNotAPathWithOneVariableThenSaysSo(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> new UserPath(text)).withMessageContaining(text);
	}

}
