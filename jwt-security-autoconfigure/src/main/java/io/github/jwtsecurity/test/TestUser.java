package io.github.jwtsecurity.test;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.jwtsecurity.token.ConfiguredIssuer;
import io.github.jwtsecurity.token.UserIdAuthenticationConverter;

import org.springframework.context.ApplicationContext;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * A user whose authentication is the one that a token with the same claims gives.
 *
 * @param userId the value of the user id claim
 * @param issuer the name of the issuer
 * @param claims the claims that are set or, with the value {@code null}, removed
 * @param authorities the authorities without the prefix of the application
 */
record TestUser(String userId, String issuer, Map<String, Object> claims, List<String> authorities) {

	private static final List<String> TIMES = List.of("iat", "exp", "nbf");

	/**
	 * Returns the authentication, created by the converter of the application.
	 * @param context the context of the application under test
	 */
	Authentication authentication(ApplicationContext context) {
		return UserIdAuthenticationConverter.of(context.getEnvironment(), context).convert(jwt(context));
	}

	/**
	 * Returns the token as the decoder would return it: absent claims instead of
	 * {@code null}, times as instants, and a list of audiences.
	 */
	private Jwt jwt(ApplicationContext context) {
		ConfiguredIssuer configuration = UserClaims.issuer(ConfiguredIssuer.all(context.getEnvironment()), this.issuer);
		Map<String, Object> all = new LinkedHashMap<>(UserClaims.of(configuration, this.userId,
				context.getBeanProvider(Clock.class).getIfUnique(Clock::systemUTC)));
		UserClaims.addAuthorities(configuration, this.authorities, all);
		all.putAll(this.claims);
		all.values().removeIf(Objects::isNull);
		TIMES.forEach((name) -> all.computeIfPresent(name,
				(key, value) -> (value instanceof Number number) ? Instant.ofEpochSecond(number.longValue()) : value));
		all.computeIfPresent("aud", (key, value) -> (value instanceof String text) ? List.of(text) : value);
		return Jwt.withTokenValue("test")
			.header("alg", "none")
			.header("typ", "JWT")
			.claims((claims) -> claims.putAll(all))
			.build();
	}

}
