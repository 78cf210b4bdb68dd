package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.CollidingNames;
import io.github.jwtsecurity.HeapMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

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

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "null", "[]", "1", "\"a\"", "{", "{}{}", "{} 1", "{}]", "{\"a\"}", "{\"a\":}",
			"{\"a\":1,}", "{\"a\":[1,]}", "{\"a\":[1}", "{a:1}", "{'a':1}", "{\"a\":NaN}", "{\"a\":01}", "{\"a\":1]",
			"{\"a\":1,\"a\":1}", "{\"a\":null,\"a\":1}", "{\"a\":1,\"b\":2,\"\\u0061\":1}", "{\"a\":{\"b\":1,\"b\":1}}",
			"{\"a\":[{\"b\":1,\"b\":1}]}", "{\"a\":1/*x*/}", "\ufeff{}" })
	void parseWhenNotOneObjectWithUniqueNamesThenNull(String json) {
		assertThat(parse(json)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", " {} \n", "{\"\":\"\"}", "{\"a\":null,\"b\":true,\"c\":false}",
			"{\"a\":1,\"b\":-2147483649,\"c\":9223372036854775808,\"d\":1.5,\"e\":1e3,\"f\":1e999,\"g\":-0}",
			"{\"a\":[],\"b\":[[1,[\"x\"]],{}],\"c\":{\"c\":{\"c\":[null]}}}",
			"{\"\u00fc\\n\\u00fc\":\"\\\"\\ud83d\\ude00\ud83d\ude00\\ud83d\"}" })
	void parseWhenOneObjectThenSameAsJackson(String json) {
		assertThat(parse(json)).isEqualTo(new JsonMapper().readValue(json, Map.class));
	}

	@Test
	void parseWhenNestedThenNestedValuesAreImmutable() {
		Map<String, Object> object = parse("{\"a\":[1],\"b\":{\"c\":[2]}}");
		assertThat((List<?>) object.get("a")).isUnmodifiable();
		assertThat((Map<?, ?>) object.get("b")).isUnmodifiable();
	}

	private static Map<String, Object> parse(String json) {
		return StrictJson.parse(json.getBytes(StandardCharsets.UTF_8));
	}

}
