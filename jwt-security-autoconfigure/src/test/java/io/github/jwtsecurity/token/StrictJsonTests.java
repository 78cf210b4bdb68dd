package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.github.jwtsecurity.CollidingNames;
import io.github.jwtsecurity.HeapMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StrictJson}.
 */
class StrictJsonTests {

	@Test
	void parseWhenNamesCollideThenLaterObjectsAreReadAllTheSame() {
		for (int i = 0; i < 3; i++) {
			assertThat(parse(CollidingNames.object("\"first\":" + i))).hasSize(341).containsEntry("first", i);
		}
		for (int i = 0; i < 10; i++) {
			assertThat(parse("{" + CollidingNames.ordinaryMembers("name" + i + "-") + "}")).hasSize(340);
		}
	}

	@Test
	void parseWhenNamesAreEverNewThenNoneIsKept() {
		long before = HeapMemory.used();
		for (int i = 0; i < 2_000; i++) {
			assertThat(parse("{\"" + "x".repeat(40_000) + i + "\":1}")).hasSize(1);
		}
		assertThat(HeapMemory.used() - before).isLessThan(10_000_000);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[", "{\"a\":", "{\"a\":{" })
	void parseWhenNestedVeryDeepThenNull(String opening) {
		assertThat(parse("{\"a\":" + opening.repeat(100_000))).isNull();
	}

	@Test
	void parseWhenNameOrNumberIsVeryLongThenNull() {
		assertThat(parse("{\"" + "x".repeat(100_000) + "\":1}")).isNull();
		assertThat(parse("{\"x\":" + "9".repeat(100_000) + "}")).isNull();
	}

	private static Map<String, Object> parse(String json) {
		return StrictJson.parse(json.getBytes(StandardCharsets.UTF_8));
	}

}
