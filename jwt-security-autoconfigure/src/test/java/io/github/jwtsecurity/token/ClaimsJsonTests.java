package io.github.jwtsecurity.token;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClaimsJson}.
 */
class ClaimsJsonTests {

	private static final Instant TIME = Instant.ofEpochSecond(1_800_000_000, 999_000_000);

	@Test
	void writeWhenPlainClaimsThenInTheirOrder() {
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("sub", "alice");
		claims.put("iat", TIME);
		claims.put("email_verified", true);
		claims.put("auth_time", 1_800_000_000L);
		claims.put("level", -1);
		claims.put("aud", List.of("one"));
		claims.put("roles", List.of("a", "b"));
		claims.put("groups", List.of());
		assertThat(ClaimsJson.write(claims))
			.isEqualTo("{\"sub\":\"alice\",\"iat\":1800000000,\"email_verified\":true,\"auth_time\":1800000000,"
					+ "\"level\":-1,\"aud\":\"one\",\"roles\":[\"a\",\"b\"],\"groups\":[]}");
	}

	static Stream<Object> values() {
		return Stream.of("", "a b", "~ !#[]", "\"", "\\", "a\"b", "\n", "\u0000", "\u001f", "\u007f", "\u0080",
				"\u00fc", "\u2028", "\ud83d\ude00", "</script>", 0, 1L, Long.MIN_VALUE, 1.5, 1.5f, (short) 1, true,
				TIME, new Date(5_500), List.of(), List.of("a"), List.of("a", "\""), List.of(1, 2),
				List.of(List.of("a")), Arrays.asList("a", null), List.of(true), Map.of(),
				Map.of("a", Map.of("\u00fc", List.of(1, "\""))), URI.create("https://a.example/b"),
				new String[] { "a" });
	}

	@ParameterizedTest
	@MethodSource("values")
	void writeWhenAnyValueThenSameAsNimbus(Object value) {
		for (String name : List.of("claim", "aud", "a\"b", "\u00fc")) {
			if (!name.equals("aud") || value instanceof String) {
				assertSameAsNimbus(Map.of("sub", "alice", name, value));
			}
		}
	}

	@Test
	void writeWhenAudiencesThenSameAsNimbus() {
		for (List<String> audiences : List.of(List.of("a"), List.of("a", "b"), List.of("\""))) {
			assertSameAsNimbus(Map.of("aud", audiences));
		}
	}

	@Test
	void writeWhenNullThenSameAsNimbus() {
		Map<String, Object> claims = new LinkedHashMap<>(Map.of("sub", "alice"));
		claims.put("claim", null);
		assertSameAsNimbus(claims);
	}

	@Test
	void writeWhenNoClaimsThenEmptyObject() {
		assertThat(ClaimsJson.write(Collections.emptyMap())).isEqualTo("{}");
	}

	private static void assertSameAsNimbus(Map<String, Object> claims) {
		JWTClaimsSet.Builder expected = new JWTClaimsSet.Builder();
		claims
			.forEach((name, value) -> expected.claim(name, (value instanceof Instant time) ? Date.from(time) : value));
		JsonMapper mapper = new JsonMapper();
		assertThat(mapper.readTree(ClaimsJson.write(claims)))
			.isEqualTo(mapper.readTree(expected.build().toPayload().toString()));
	}

}
