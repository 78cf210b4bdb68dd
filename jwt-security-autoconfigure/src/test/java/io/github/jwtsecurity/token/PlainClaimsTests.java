package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the reader of plain claims, including a comparison with {@link StrictJson}.
 */
class PlainClaimsTests {

	private static final String CLAIMS = "{\"user_id\":\"u 1\",\"iat\":1764288000,\"exp\":999999999999999999,\"zero\":0,"
			+ "\"aud\":[\"a\",\"b\"],\"yes\":true,\"no\":false,\"empty\":\"\"}";

	private static final List<String> PIECES = List.of("\"", "\\", "\\u0041", "{", "}", "[", "]", ",", ":", " ", "\n",
			"0", "1", "-", ".", "e", "01", "2147483647", "2147483648", "9223372036854775808", "true", "false", "null",
			"tru", "\"a\"", "\"a\":1", "\"user_id\":\"x\"", "é", "\u0000", "\u007f", "~", "[]", "{}", "[1]", "[\"a\"]");

	private static Map<String, Object> plain(String json) {
		return PlainClaims.parse(json.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void parseWhenPlainThenClaims() {
		assertThat(plain(CLAIMS)).containsExactly(Map.entry("user_id", "u 1"), Map.entry("iat", 1_764_288_000),
				Map.entry("exp", 999_999_999_999_999_999L), Map.entry("zero", 0), Map.entry("aud", List.of("a", "b")),
				Map.entry("yes", true), Map.entry("no", false), Map.entry("empty", ""));
	}

	@Test
	void parseThenListsAreImmutable() {
		List<?> audiences = (List<?>) plain(CLAIMS).get("aud");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(audiences::clear);
	}

	@Test
	void parseThenTokensShareUsualNames() {
		assertThat(plain(CLAIMS).keySet()).first()
			.isSameAs(plain("{\"user_id\":\"another\"}").keySet().iterator().next());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "}", "{}", "[]", "\"a\"", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":1,}", "{,}",
			"{\"a\":1}}", "{\"a\":1} ", " {\"a\":1}", "{\"a\": 1}", "{\"a\":1,\"a\":2}", "{\"a\":\"\\n\"}",
			"{\"a\\u0062\":1}", "{\"a\":\"é\"}", "{\"a\":\"\u0001\"}", "{\"a\":\"b}", "{\"a\":null}", "{\"a\":tru}",
			"{\"a\":truefalse}", "{\"a\":01}", "{\"a\":-1}", "{\"a\":1.0}", "{\"a\":1e3}",
			"{\"a\":1000000000000000000}", "{\"a\":[]}", "{\"a\":[1]}", "{\"a\":[\"b\",]}", "{\"a\":[\"b\"}",
			"{\"a\":{\"b\":1}}", "{a:1}", "{'a':1}" })
	void parseWhenNotPlainThenNothing(String json) {
		assertThat(plain(json)).isNull();
	}

	@Test
	void parseWhenAcceptedThenAsAllJson() {
		Random random = new Random(7519);
		int accepted = 0;
		for (int i = 0; i < 200_000; i++) {
			byte[] json = mutated(random).getBytes(StandardCharsets.UTF_8);
			Map<String, Object> claims = PlainClaims.parse(json);
			if (claims != null) {
				accepted++;
				assertThat(claims).as(() -> new String(json, StandardCharsets.UTF_8)).isEqualTo(StrictJson.parse(json));
				assertThat(claims.keySet()).containsExactlyElementsOf(StrictJson.parse(json).keySet());
			}
		}
		assertThat(accepted).isBetween(10_000, 190_000);
	}

	/**
	 * Returns the claims with up to three pieces inserted or put in place of others.
	 */
	private static String mutated(Random random) {
		StringBuilder json = new StringBuilder(CLAIMS);
		for (int i = random.nextInt(4); i > 0; i--) {
			int start = random.nextInt(json.length());
			int end = Math.min(json.length(), start + random.nextInt(3));
			json.replace(start, end, PIECES.get(random.nextInt(PIECES.size())));
		}
		return json.toString();
	}

}
