package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.oauth2.jwt.BadJwtException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AcceptedHeaders}.
 */
class AcceptedHeadersTests {

	private final AcceptedHeaders headers = new AcceptedHeaders();

	@Test
	void findWhenAddedThenParameters() {
		Map<String, Object> parameters = Map.of("alg", "HS256");
		assertThat(this.headers.find("eyJ")).isNull();
		this.headers.add("eyJ", parameters);
		assertThat(this.headers.find("eyJ")).isSameAs(parameters);
		assertThat(this.headers.find("eyj")).isNull();
	}

	@Test
	void addWhenVeryLongThenNotKept() {
		String text = "a".repeat(513);
		this.headers.add(text, Map.of());
		assertThat(this.headers.find(text)).isNull();
	}

	@Test
	void addWhenManyThenFewAreKept() {
		IntStream.range(0, 10_000).forEach((i) -> this.headers.add("header-" + i, Map.of()));
		assertThat(this.headers.find("header-9999")).isNotNull();
		assertThat(IntStream.range(0, 10_000).filter((i) -> this.headers.find("header-" + i) != null).count())
			.isLessThanOrEqualTo(100);
	}

	@Test
	void decodeWhenTokenIsAcceptedThenItsHeaderIsRemembered() {
		withChecks((checks) -> {
			String token = TestTokens.validFor("alice");
			Map<String, Object> first = decode(checks, token);
			assertThat(decode(checks, TestTokens.validFor("bob"))).isSameAs(first);
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> first.put("alg", "none"));
		});
	}

	@Test
	void decodeWhenTokenIsRefusedThenItsHeaderIsNotRemembered() {
		withChecks((checks) -> {
			String payload = new String(Base64.getUrlDecoder().decode(TestTokens.validFor("alice").split("\\.")[1]),
					StandardCharsets.UTF_8);
			String forged = TestTokens.sign("{\"alg\":\"HS256\",\"x\":1}", payload, TestTokens.SECRET + "x");
			for (int i = 0; i < 2; i++) {
				TokenCandidate candidate = checks.candidate(forged);
				assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> checks.apply(candidate));
				TokenCandidate again = checks.candidate(forged);
				assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> checks.apply(again));
				assertThat(again.jws().headers()).isNotSameAs(candidate.jws().headers());
			}
		});
	}

	private static Map<String, Object> decode(TokenChecks checks, String token) {
		TokenCandidate candidate = checks.candidate(token);
		checks.apply(candidate);
		return candidate.jws().headers();
	}

	private static void withChecks(Consumer<TokenChecks> test) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class))
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET)
			.run((context) -> test.accept(context.getBean(StrictJwtDecoder.class).checks()));
	}

}
