package io.github.jwtsecurity.test.attack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PathTemplate}.
 */
class PathTemplateTests {

	@Test
	void ofThenReplacesTheVariable() {
		PathTemplate path = new PathTemplate("/api/{userId}/notes");
		assertThat(path.of("$1\\")).isEqualTo("/api/$1\\/notes");
		assertThat(path.upperCase("bob")).isEqualTo("/API/bob/NOTES");
		assertThat(path.hasVariable()).isTrue();
		assertThat(new PathTemplate("/me").hasVariable()).isFalse();
		assertThat(new PathTemplate("/me").of("bob")).isEqualTo("/me");
	}

	@ParameterizedTest
	@ValueSource(strings = { "api/{user_id}", "http://localhost/api/{user_id}", "/api/{user_id}/tasks/{task_id}",
			"/api/{user_id}?page=1", "/api/{user_id}#x" })
	void createWhenNotAPathWithOneVariableThenSaysSo(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> new PathTemplate(text)).withMessageContaining(text);
	}

}
