package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SecretPatterns}, {@link WellKnownSecrets} and {@link Secret}.
 */
class SecretPatternsTests {

	private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

	@ParameterizedTest
	@ValueSource(strings = { "12345678901234567890123456789012", "01234567890123456789012345678901",
			"0123456789abcdef0123456789abcdef", "dev-secret-dev-secret-dev-secret-dev",
			"s3cr3t-s3cr3t-s3cr3t-s3cr3t-s3cr3t-s3cr3t", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
			"abababababababababababababababab", "token-7token-7token-7token-7token-7!",
			"correct-horse-9correct-horse-9correct-horse-9" })
	void parseWhenTextIsRepeatedThenRefusedInEachEncoding(String text) {
		assertRefused(text, "has a pattern that can be guessed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "abcdefghijklmnopqrstuvwxyz123456", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef",
			"1234567890abcdefghijklmnopqrstuv", "zyxwvutsrqponmlkjihgfedcba987654", "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6",
			"00112233445566778899aabbccddeeff", "aaaabbbbccccddddeeeeffffgggghhhh",
			"000102030405060708090a0b0c0d0e0f" })
	void parseWhenCharactersAreConsecutiveThenRefusedInEachEncoding(String text) {
		assertRefused(text, "has a pattern that can be guessed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "mysecretkeymysecretkeymysecretkey", "My-Secret-Key/My-Secret-Key/My-Secret-Key",
			"my-super-secret-key-that-is-at-least-32-bytes", "mySuperSecretKeyThatIsAtLeast256BitsLong",
			"this-is-a-very-long-secret-key-for-jwt-signing", "this is a very long secret key for jwt tokens" })
	void parseWhenTextIsWellKnownThenRefusedInEachEncoding(String text) {
		assertRefused(text, "is a well-known placeholder");
	}

	private static void assertRefused(String text, String reason) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		String base64 = Base64.getEncoder().encodeToString(bytes);
		for (String secret : List.of(text, base64, "base64:" + base64, HexFormat.of().formatHex(bytes))) {
			assertThatExceptionOfType(KeyConfigurationException.class).as(secret)
				.isThrownBy(() -> parse(secret))
				.withMessageStartingWith("jwt-security.secret " + reason)
				.satisfies((ex) -> assertThat(ex.action()).contains("openssl rand -base64 48"));
		}
	}

	@ParameterizedTest
	@MethodSource
	void parseWhenRandomThenAccepted(Function<Random, String> generator) {
		Random random = new Random(20261126);
		for (int i = 0; i < 10_000; i++) {
			assertThat(parse(generator.apply(random))).isNotNull();
		}
	}

	static Stream<Named<Function<Random, String>>> parseWhenRandomThenAccepted() {
		return Stream.of(Named.of("base64", (random) -> Base64.getEncoder().encodeToString(bytes(random, 48))),
				Named.of("decoded base64",
						(random) -> "base64:" + Base64.getEncoder().encodeToString(bytes(random, 32))),
				Named.of("hexadecimal", (random) -> HexFormat.of().formatHex(bytes(random, 32))),
				Named.of("short hexadecimal", (random) -> HexFormat.of().formatHex(bytes(random, 16))),
				Named.of("alphanumeric", (random) -> text(random, ALPHANUMERIC)),
				Named.of("digits", (random) -> text(random, "0123456789")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "correct horse battery staple of this service",
			"a-secret-of-this-test-that-is-long-enough", "правильная лошадь батарея скоба",
			"только-для-этой-службы-и-никого-больше", "only-for-the-benchmarks-0123456789abcdef" })
	void parseWhenTextHasNoPatternThenAccepted(String text) {
		assertThat(parse(text)).isNotNull();
	}

	@Test
	void parseWhenRepeatedUnitIsASecretOfItsOwnThenAccepted() {
		String unit = "q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt";
		assertThat(parse(unit + unit)).isNotNull();
	}

	private static Secret parse(String text) {
		return Secret.parse("jwt-security.secret", text, JWSAlgorithm.HS256);
	}

	private static byte[] bytes(Random random, int length) {
		byte[] bytes = new byte[length];
		random.nextBytes(bytes);
		return bytes;
	}

	private static String text(Random random, String characters) {
		return IntStream.range(0, 32)
			.mapToObj((index) -> String.valueOf(characters.charAt(random.nextInt(characters.length()))))
			.collect(Collectors.joining());
	}

}
