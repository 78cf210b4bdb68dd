package io.github.jwtsecurity.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.jwtsecurity.token.ConfiguredIssuer;

/**
 * The claims of a token that an issuer gives a user, with all claims that the application
 * requires.
 */
final class UserClaims {

	static final Duration LIFETIME = Duration.ofMinutes(5);

	private UserClaims() {
	}

	/**
	 * Creates the claims.
	 * @param issuer the issuer
	 * @param userId the value of the user id claim
	 * @param clock the clock
	 * @return the claims in a mutable map, with instants as times
	 */
	static Map<String, Object> of(ConfiguredIssuer issuer, String userId, Clock clock) {
		Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("sub", userId);
		claims.put("email", userId.contains("@") ? userId : userId + "@example.com");
		claims.put("iat", now);
		claims.put("exp", now.plus(LIFETIME));
		claims.put("jti", UUID.randomUUID().toString());
		if (issuer.issuer() != null) {
			claims.put("iss", issuer.issuer());
		}
		if (!issuer.audiences().isEmpty()) {
			claims.put("aud", List.of(issuer.audiences().get(0)));
		}
		for (String name : issuer.requiredClaims()) {
			claims.putIfAbsent(name, name.equals("nbf") ? now : "test");
		}
		claims.put(issuer.userIdClaim(), userId);
		return claims;
	}

	/**
	 * Adds the authorities, as a space-separated text (RFC 9068, section 2.2.3).
	 */
	static void addAuthorities(ConfiguredIssuer issuer, List<String> authorities, Map<String, Object> claims) {
		if (authorities.isEmpty()) {
			return;
		}
		String name = issuer.authoritiesClaim();
		if (name == null || name.isBlank()) {
			throw new IllegalStateException(
					"Users of the issuer '%s' have no authorities. Set %s.authorities-claim, or leave the authorities out."
						.formatted(issuer.name(), issuer.isHome() ? "jwt-security.token" : issuer.prefix()));
		}
		claims.put(name, String.join(" ", authorities));
	}

	/**
	 * Returns the issuer with a name.
	 */
	static ConfiguredIssuer issuer(List<ConfiguredIssuer> issuers, String name) {
		return issuers.stream()
			.filter((issuer) -> issuer.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("There is no issuer '%s', but %s".formatted(name,
					issuers.stream().map(ConfiguredIssuer::name).toList())));
	}

}
