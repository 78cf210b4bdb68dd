package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import javax.crypto.SecretKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SignedTokenFormatTests {

	private static final SecretKey CURRENT = HmacSha256.key("current".getBytes(StandardCharsets.US_ASCII));

	private static final SecretKey PREVIOUS = HmacSha256.key("previous".getBytes(StandardCharsets.US_ASCII));

	private static final SecretKey OTHER = HmacSha256.key("other".getBytes(StandardCharsets.US_ASCII));

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 57 })
	void verifyWhenSignedWithAKeyThenItsBodyAndTheKey(int length) {
		byte[] body = "b".repeat(length).getBytes(StandardCharsets.US_ASCII);
		SignedTokenFormat tokens = new SignedTokenFormat(List.of(CURRENT, PREVIOUS), length);
		for (SecretKey key : List.of(CURRENT, PREVIOUS)) {
			SignedTokenFormat.SignedToken token = tokens.verify(SignedTokenFormat.create(key, body));
			assertThat(token).isNotNull();
			assertThat(token.body()).isEqualTo(body);
			assertThat(token.key()).isSameAs(key);
			assertThat(token).hasToString("SignedToken[...]");
		}
		assertThat(tokens.verify(SignedTokenFormat.create(OTHER, body))).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 57 })
	void verifyWhenAnyCharacterIsAnotherThenNull(int length) {
		String text = SignedTokenFormat.create(CURRENT, new byte[length]);
		SignedTokenFormat tokens = new SignedTokenFormat(List.of(CURRENT), length);
		for (int i = 0; i < text.length(); i++) {
			for (char other : "ABCDwxyz0189-_=+/ ".toCharArray()) {
				String changed = text.substring(0, i) + other + text.substring(i + 1);
				assertThat(tokens.verify(changed) != null).as(changed).isEqualTo(changed.equals(text));
			}
		}
	}

	@Test
	void verifyWhenLengthIsAnotherThenNull() {
		SignedTokenFormat tokens = new SignedTokenFormat(List.of(CURRENT), 4);
		String text = SignedTokenFormat.create(CURRENT, new byte[4]);
		assertThat(List.of("", "A", text + "A", text + "=", text.substring(1), "A".repeat(100_000),
				SignedTokenFormat.create(CURRENT, new byte[5]), SignedTokenFormat.create(CURRENT, new byte[3]),
				Base64.getUrlEncoder().encodeToString(new byte[36])))
			.allSatisfy((other) -> assertThat(tokens.verify(other)).isNull());
	}

}
