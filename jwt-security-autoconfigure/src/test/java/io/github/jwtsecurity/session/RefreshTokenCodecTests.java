package io.github.jwtsecurity.session;

import java.util.Base64;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.TestKeyDerivation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RefreshTokenCodecTests {

	private static final String OTHER_SECRET = "other-" + TestTokens.SECRET;

	private static final String SESSION_ID = "5f0c6f0e-9b0a-4c8e-8f57-1f2d3c4b5a69";

	private final RefreshTokenCodec tokens = new RefreshTokenCodec(TestKeyDerivation.of(TestTokens.SECRET));

	@Test
	void firstThenParsedAndOpaque() {
		RefreshToken token = this.tokens.first(SESSION_ID);
		assertThat(token.text()).matches("[A-Za-z0-9_-]{112}");
		assertThat(token.generation()).isZero();
		assertThat(this.tokens.parse(token.text())).isEqualTo(token);
		assertThat(token.hash()).matches("[0-9a-f]{64}").isEqualTo(RefreshTokenCodec.hash(token.text()));
		assertThat(token.toString()).contains(SESSION_ID).doesNotContain(token.text(), token.hash());
	}

	@Test
	void firstWhenAgainThenAnother() {
		assertThat(Stream.generate(() -> this.tokens.first(SESSION_ID).text()).limit(100)).doesNotHaveDuplicates();
		assertThat(Stream.generate(this.tokens::nonce).limit(100)).doesNotHaveDuplicates()
			.allSatisfy((nonce) -> assertThat(nonce).hasSizeLessThanOrEqualTo(64));
	}

	@Test
	void successorWhenSameNonceThenSameAndOtherwiseNot() {
		RefreshToken token = this.tokens.first(SESSION_ID);
		String nonce = this.tokens.nonce();
		RefreshToken successor = this.tokens.successor(token, nonce);
		assertThat(successor.generation()).isOne();
		assertThat(successor.sessionId()).isEqualTo(SESSION_ID);
		assertThat(this.tokens.parse(successor.text())).isEqualTo(successor);
		assertThat(this.tokens.successor(token, nonce)).isEqualTo(successor);
		assertThat(this.tokens.successor(token, nonce, successor.hash())).isEqualTo(successor);
		assertThat(this.tokens.successor(token, this.tokens.nonce())).isNotEqualTo(successor);
		assertThat(this.tokens.successor(token, this.tokens.nonce(), successor.hash())).isNull();
		assertThat(this.tokens.successor(this.tokens.first(SESSION_ID), nonce, successor.hash())).isNull();
	}

	@Test
	void parseWhenAnyBitIsChangedThenNull() {
		byte[] bytes = Base64.getUrlDecoder().decode(this.tokens.first(SESSION_ID).text());
		assertThat(bytes).hasSize(84);
		for (int bit = 0; bit < bytes.length * 8; bit++) {
			byte[] changed = bytes.clone();
			changed[bit / 8] ^= (byte) (1 << (bit % 8));
			assertThat(this.tokens.parse(TestTokens.encode(changed))).as("bit " + bit).isNull();
		}
	}

	@Test
	void parseWhenTextIsChangedThenNull() {
		String text = this.tokens.first(SESSION_ID).text();
		assertThat(IntStream.range(0, text.length())
			.mapToObj((i) -> text.substring(0, i) + "." + text.substring(i + 1))
			.map(this.tokens::parse)).containsOnlyNulls();
		assertThat(Stream
			.of(text + "A", text + "=", text.substring(1), text.substring(0, 111) + "=", text.substring(0, 110) + "==",
					" " + text.substring(1), text.substring(0, 111) + "\n", "\uD83D\uDE00" + text.substring(2),
					"\u0141" + text.substring(1), text + text)
			.map(this.tokens::parse)).containsOnlyNulls();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ".", "null", "e30.e30.e30" })
	void parseWhenSomethingElseThenNull(String text) {
		assertThat(this.tokens.parse(text)).isNull();
	}

	@Test
	void parseWhenAccessTokenThenNull() {
		assertThat(this.tokens.parse(TestTokens.validFor("alice"))).isNull();
	}

	@Test
	void parseWhenSecretWasReplacedThenThePreviousOneCounts() {
		RefreshToken token = this.tokens.first(SESSION_ID);
		String nonce = this.tokens.nonce();
		RefreshToken successor = this.tokens.successor(token, nonce);
		RefreshTokenCodec later = new RefreshTokenCodec(TestKeyDerivation.of(OTHER_SECRET, TestTokens.SECRET));
		assertThat(later.parse(token.text())).isEqualTo(token);
		assertThat(later.successor(token, nonce)).isNotEqualTo(successor);
		assertThat(later.successor(token, nonce, successor.hash())).isEqualTo(successor);
		assertThat(this.tokens.parse(later.first(SESSION_ID).text())).isNull();
		assertThat(new RefreshTokenCodec(TestKeyDerivation.of(OTHER_SECRET)).parse(token.text())).isNull();
	}

	@Test
	void hashWhenKnownThenSha256() {
		assertThat(RefreshTokenCodec.hash("abc"))
			.isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	}

}
