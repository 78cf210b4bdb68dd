package io.github.jwtsecurity.token;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * An issuer of access tokens that are signed with the keys of this service.
 */
final class JwsAccessTokenIssuer implements AccessTokenIssuer {

	private static final String EMAIL_VERIFIED = "email_verified";

	/**
	 * The claims that a customizer must not set, because each of them changes whether a
	 * token is accepted.
	 */
	private static final Set<String> OWN_CLAIMS = Set.of("sub", "email", EMAIL_VERIFIED, "iat", "exp", "nbf", "jti",
			"sid", "iss", "aud", "token_type", "cnf", SessionTokenIssuer.AUTHENTICATED_AT,
			SessionTokenIssuer.ORIGINALLY_ISSUED_AT);

	private final OwnKeys keys;

	private final IssuerDefinition home;

	private final List<AccessTokenCustomizer> customizers;

	private final Clock clock;

	JwsAccessTokenIssuer(OwnKeys keys, IssuerDefinition home, List<AccessTokenCustomizer> customizers, Clock clock) {
		this.keys = keys;
		this.home = home;
		this.customizers = customizers;
		this.clock = clock;
	}

	@Override
	public Jwt issue(AccessTokenParameters parameters) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
		Instant end = now.plus(parameters.lifetime());
		Map<String, Object> claims = addedClaims(parameters);
		claims.put(JwtClaimNames.SUB, parameters.userId());
		claims.put(this.home.userIdClaim(), parameters.userId());
		claims.put("email", parameters.email());
		claims.put(JwtClaimNames.IAT, now);
		claims.put(JwtClaimNames.EXP, end);
		claims.put(JwtClaimNames.JTI, UUID.randomUUID().toString());
		putIfPresent(claims, "sid", parameters.sessionId());
		putIfPresent(claims, EMAIL_VERIFIED, parameters.emailVerified());
		putIfPresent(claims, SessionTokenIssuer.AUTHENTICATED_AT, seconds(parameters.authenticatedAt()));
		putIfPresent(claims, SessionTokenIssuer.ORIGINALLY_ISSUED_AT, seconds(parameters.originallyIssuedAt()));
		putIfPresent(claims, JwtClaimNames.ISS, this.home.acceptedIssuer());
		if (!this.home.acceptedAudiences().isEmpty()) {
			claims.put(JwtClaimNames.AUD, this.home.acceptedAudiences());
		}
		claims.forEach(JwsAccessTokenIssuer::requireWellFormed);
		SigningKey key = this.keys.current(parameters.lifetime());
		return new Jwt(key.sign(ClaimsJson.write(claims)), now, end, key.headerParameters(), claims);
	}

	private static void putIfPresent(Map<String, Object> claims, String name, @Nullable Object value) {
		if (value != null) {
			claims.put(name, value);
		}
	}

	private static @Nullable Long seconds(@Nullable Instant time) {
		return (time != null) ? time.getEpochSecond() : null;
	}

	/**
	 * Returns whether the user id claim of the tokens holds the user id. The result is
	 * {@code false} if this class sets another value in that claim.
	 */
	boolean keepsUserId() {
		return this.home.userIdClaim().equals("sub") || !OWN_CLAIMS.contains(this.home.userIdClaim());
	}

	/**
	 * Returns whether the authorities of a user can be in the tokens. The result is
	 * {@code false} if the claim in which they are read has another meaning.
	 */
	boolean keepsAuthorities() {
		String name = this.home.authorities().name();
		return StringUtils.hasText(name) && isAdditional(name);
	}

	/**
	 * Returns whether the tokens of sessions have a claim, or may have it because there
	 * is a customizer.
	 */
	boolean canHave(String claim) {
		return switch (claim) {
			case "iss" -> this.home.acceptedIssuer() != null;
			case "aud" -> !this.home.acceptedAudiences().isEmpty();
			case "nbf", "token_type", "cnf" -> false;
			default -> !TypeRules.ID_TOKEN_CLAIMS.contains(claim) && (OWN_CLAIMS.contains(claim)
					|| claim.equals(this.home.userIdClaim()) || !this.customizers.isEmpty());
		};
	}

	private static void requireWellFormed(String name, Object value) {
		Assert.isTrue(UnicodeText.isWellFormed(name) && UnicodeText.isWellFormed(value),
				() -> "The claim '" + LogText.of(name) + "' has an unpaired surrogate");
	}

	/**
	 * Returns a copy of the claims of the customizers, which may keep their builder, with
	 * the authorities unless a customizer has set their claim.
	 */
	private Map<String, Object> addedClaims(AccessTokenParameters parameters) {
		Map<String, Object> claims = new LinkedHashMap<>();
		if (!this.customizers.isEmpty()) {
			AccessTokenContext context = new AccessTokenContext(parameters);
			this.customizers.forEach((customizer) -> customizer.customize(context));
			context.claims().claims(claims::putAll);
			claims.keySet().forEach(this::requireAdditional);
		}
		if (keepsAuthorities() && !parameters.authorities().isEmpty()) {
			claims.putIfAbsent(String.valueOf(this.home.authorities().name()),
					String.join(" ", parameters.authorities()));
		}
		return claims;
	}

	private void requireAdditional(String name) {
		Assert.state(isAdditional(name), () -> "An AccessTokenCustomizer must not set the claim '" + name + "'");
	}

	private boolean isAdditional(String name) {
		return !OWN_CLAIMS.contains(name) && !TypeRules.ID_TOKEN_CLAIMS.contains(name)
				&& !this.home.userIdClaim().equals(name);
	}

}
