package io.github.jwtsecurity.token;

import java.util.Base64;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CompactText}.
 */
class CompactTextTests {

	private static final String HEADER = Base64.getUrlEncoder()
		.withoutPadding()
		.encodeToString("{\"alg\":\"HS256\"}".getBytes());

	@Test
	void parseWhenPartIsNotTheEncodingOfItsBytesThenRefused() {
		for (String start : new String[] { "", "A", "AB", "ABC", "ABCDA", "A=", "AB=", "ABC=" }) {
			for (char last = 0; last < 300; last++) {
				String part = start + last;
				assertThat(accepts(part)).as("%s and character %d", start, (int) last).isEqualTo(isEncoding(part));
			}
		}
		assertThat(accepts("")).isTrue();
	}

	private static boolean isEncoding(String part) {
		try {
			return Base64.getUrlEncoder()
				.withoutPadding()
				.encodeToString(Base64.getUrlDecoder().decode(part))
				.equals(part);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static boolean accepts(String part) {
		boolean payload = accepts(HEADER, part, "ABCD");
		assertThat(accepts(HEADER, "ABCD", part)).isEqualTo(payload);
		return payload;
	}

	private static boolean accepts(String header, String payload, String signature) {
		try {
			CompactText.parse(header + "." + payload + "." + signature, new AcceptedHeaders());
			return true;
		}
		catch (InvalidTokenException ex) {
			return false;
		}
	}

}
