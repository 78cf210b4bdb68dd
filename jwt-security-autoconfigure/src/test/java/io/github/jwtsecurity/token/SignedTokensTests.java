package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import javax.crypto.SecretKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SignedTokensTests {

	private static final SecretKey CURRENT = HmacSha256.key("current".getBytes(StandardCharsets.US_ASCII));

	private static final SecretKey PREVIOUS = HmacSha256.key("previous".getBytes(StandardCharsets.US_ASCII));

	private static final SecretKey OTHER = HmacSha256.key("other".getBytes(StandardCharsets.US_ASCII));

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 57 })
	void verifyWhenSignedWithAKeyThenItsBodyAndTheKey(int length) {
		byte[] body = "b".repeat(length).getBytes(StandardCharsets.US_ASCII);
		SignedTokens tokens = new SignedTokens(List.of(CURRENT, PREVIOUS), length);
		for (SecretKey key : List.of(CURRENT, PREVIOUS)) {
			SignedTokens.SignedToken token = tokens.verify(SignedTokens.create(key, body));
			assertThat(token).isNotNull();
			assertThat(token.body()).isEqualTo(body);
			assertThat(token.key()).isSameAs(key);
			assertThat(token).hasToString("SignedToken[...]");
		}
		assertThat(tokens.verify(SignedTokens.create(OTHER, body))).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 57 })
	void verifyWhenAnyCharacterIsAnotherThenNull(int length) {
		String text = SignedTokens.create(CURRENT, new byte[length]);
		SignedTokens tokens = new SignedTokens(List.of(CURRENT), length);
		for (int i = 0; i < text.length(); i++) {
			for (char other : "ABCDwxyz0189-_=+/ ".toCharArray()) {
				String changed = text.substring(0, i) + other + text.substring(i + 1);
				assertThat(tokens.verify(changed) != null).as(changed).isEqualTo(changed.equals(text));
			}
		}
	}

	@Test
	void verifyWhenLengthIsAnotherThenNull() {
		SignedTokens tokens = new SignedTokens(List.of(CURRENT), 4);
		String text = SignedTokens.create(CURRENT, new byte[4]);
		assertThat(List.of("", "A", text + "A", text + "=", text.substring(1), "A".repeat(100_000),
				SignedTokens.create(CURRENT, new byte[5]), SignedTokens.create(CURRENT, new byte[3]),
				Base64.getUrlEncoder().encodeToString(new byte[36])))
			.allSatisfy((other) -> assertThat(tokens.verify(other)).isNull());
	}

}
