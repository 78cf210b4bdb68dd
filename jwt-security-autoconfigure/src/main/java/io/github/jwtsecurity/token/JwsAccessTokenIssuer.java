package io.github.jwtsecurity.token;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.nimbusds.jose.Payload;
import com.nimbusds.jwt.JWTClaimsSet;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
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
		JwtClaimsSet.Builder claims = addedClaims(parameters).subject(parameters.userId())
			.claim(this.home.userIdClaim(), parameters.userId())
			.claim("email", parameters.email())
			.issuedAt(now)
			.expiresAt(now.plus(parameters.lifetime()))
			.id(UUID.randomUUID().toString());
		String sessionId = parameters.sessionId();
		if (sessionId != null) {
			claims.claim("sid", sessionId);
		}
		Boolean emailVerified = parameters.emailVerified();
		if (emailVerified != null) {
			claims.claim(EMAIL_VERIFIED, emailVerified);
		}
		addTime(claims, SessionTokenIssuer.AUTHENTICATED_AT, parameters.authenticatedAt());
		addTime(claims, SessionTokenIssuer.ORIGINALLY_ISSUED_AT, parameters.originallyIssuedAt());
		if (this.home.acceptedIssuer() != null) {
			claims.issuer(this.home.acceptedIssuer());
		}
		if (!this.home.acceptedAudiences().isEmpty()) {
			claims.audience(this.home.acceptedAudiences());
		}
		claims.claims((all) -> all.forEach(JwsAccessTokenIssuer::requireWellFormed));
		return sign(claims.build(), this.keys.current(parameters.lifetime()));
	}

	private static void addTime(JwtClaimsSet.Builder claims, String name, @Nullable Instant time) {
		if (time != null) {
			claims.claim(name, time.getEpochSecond());
		}
	}

	private static Jwt sign(JwtClaimsSet claims, SigningKey key) {
		return new Jwt(key.sign(payload(claims)), claims.getIssuedAt(), claims.getExpiresAt(),
				key.header().toJSONObject(), claims.getClaims());
	}

	private static Payload payload(JwtClaimsSet claims) {
		JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder();
		claims.getClaims()
			.forEach((name, value) -> builder.claim(name, (value instanceof Instant time) ? Date.from(time) : value));
		return builder.build().toPayload();
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
	private JwtClaimsSet.Builder addedClaims(AccessTokenParameters parameters) {
		AccessTokenContext context = new AccessTokenContext(parameters);
		this.customizers.forEach((customizer) -> customizer.customize(context));
		JwtClaimsSet.Builder claims = JwtClaimsSet.builder();
		context.claims().claims((added) -> claims.claims((all) -> all.putAll(added)));
		claims.claims((all) -> all.keySet().forEach(this::requireAdditional));
		if (keepsAuthorities() && !parameters.authorities().isEmpty()) {
			claims.claims((all) -> all.putIfAbsent(String.valueOf(this.home.authorities().name()),
					String.join(" ", parameters.authorities())));
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
