package io.github.jwtsecurity.web;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link HeaderBearerTokenResolver}. Spring Security's own resolver is the
 * reference for one header with one space after the scheme.
 */
class HeaderBearerTokenResolverTests {

	private static final String CHARACTERS = "aZ09-._~+/= \t\u00e9,:;BeErR@\u0000\u0141";

	private final BearerTokenResolver resolver = new HeaderBearerTokenResolver();

	@ParameterizedTest
	@MethodSource
	void resolveThenAsSpringSecurityDoes(String header) {
		assertThat(outcome(this.resolver, header)).isEqualTo(expected(header));
	}

	static Stream<String> resolveThenAsSpringSecurityDoes() {
		return Stream.of("", "Bearer", "Bearer ", "Bearer   ", "Bearer  \ta", "Bearer\t a", "Bearer  a ",
				"Bearer  a  b", "Bearer a", "bEARER a", "Bearera", "Bearer\ta", "Bearer=", "Bearer =", "Bearer ==",
				"Bearer a=", "Bearer a==", "Bearer a=a", "Bearer a b", "Bearer a ", " Bearer a", "Bearer a,Bearer b",
				"Basic YTpi", "Bearer-Token a", "Beare", "B\u0435arer a", "Bearer a\n", "Bearer \u00e9",
				"Bearer " + TestTokens.validFor("alice"));
	}

	@Test
	void resolveWhenAnythingThenAsSpringSecurityDoes() {
		Random random = new Random(42);
		int tokens = 0;
		for (int i = 0; i < 100_000; i++) {
			StringBuilder header = new StringBuilder((i % 10 == 0) ? "" : "Bearer ");
			random.ints(random.nextInt(6), 0, CHARACTERS.length())
				.forEach((at) -> header.append(CHARACTERS.charAt(at)));
			String text = header.toString();
			String expected = expected(text);
			assertThat(outcome(this.resolver, text)).as(text).isEqualTo(expected);
			tokens += (expected.startsWith("token") && !expected.endsWith("null")) ? 1 : 0;
		}
		assertThat(tokens).isBetween(10_000, 90_000);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer a.b=", "Bearer  a.b=", "bearer        a.b=" })
	void resolveWhenOneSpaceOrMoreThenToken(String header) {
		assertThat(outcome(this.resolver, header)).isEqualTo("token a.b=");
	}

	@Test
	void resolveWhenNoHeaderThenNull() {
		assertThat(this.resolver.resolve(new MockHttpServletRequest())).isNull();
	}

	@Test
	void resolveWhenTwoHeadersThenRefusedWhateverTheyAre() {
		for (List<String> headers : List.of(List.of("Bearer a", "Bearer a"), List.of("Basic a", "Bearer a"),
				List.of("Bearer a", ""))) {
			MockHttpServletRequest request = new MockHttpServletRequest();
			headers.forEach((header) -> request.addHeader("Authorization", header));
			assertThatExceptionOfType(OAuth2AuthenticationException.class)
				.isThrownBy(() -> this.resolver.resolve(request))
				.satisfies((ex) -> assertThat(ex.getError().getErrorCode()).isEqualTo("invalid_token"))
				.withMessage("More than one Authorization header was sent");
		}
	}

	/**
	 * Returns the outcome of Spring Security, which requires exactly one space, while RFC
	 * 6750, section 2.1 requires at least one.
	 */
	private static String expected(String header) {
		return outcome(new DefaultBearerTokenResolver(), header.replaceFirst("(?i)^(Bearer) +", "$1 "));
	}

	private static String outcome(BearerTokenResolver resolver, String header) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.addHeader("Authorization", header);
		try {
			return "token " + resolver.resolve(request);
		}
		catch (OAuth2AuthenticationException ex) {
			return ex.getError().getErrorCode() + ": " + ex.getMessage();
		}
	}

}
