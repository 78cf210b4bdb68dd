package io.github.jwtsecurity.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.util.Assert;

/**
 * An issuer of access tokens that this service, and every other service with the same
 * secret, accepts. The bean exists only if a shared secret is configured.
 */
public final class AccessTokenIssuer {

	/** The value of the header parameter {@code typ}. */
	static final String TYPE = "JWT";

	/**
	 * The claims that a customizer must not set, because each of them changes whether a
	 * token is accepted.
	 */
	private static final Set<String> OWN_CLAIMS = Set.of("sub", "email", "iat", "exp", "nbf", "jti", "sid", "iss",
			"aud", "token_type", "cnf", "orig_iat");

	/** The claim with the {@code iat} of the first token of a chain of renewed tokens. */
	private static final String ORIGINALLY_ISSUED_AT = "orig_iat";

	private final JwtEncoder encoder;

	private final JwsHeader header;

	private final VerificationProperties verification;

	private final UserIdClaim userIdClaim;

	private final List<AccessTokenCustomizer> customizers;

	private final Clock clock;

	AccessTokenIssuer(SecretKeyRing keyRing, VerificationProperties verification, UserIdClaim userIdClaim,
			List<AccessTokenCustomizer> customizers, Clock clock) {
		OctetSequenceKey key = keyRing.signingKey();
		this.encoder = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key)));
		MacAlgorithm algorithm = MacAlgorithm.from(key.getAlgorithm().getName());
		Assert.state(algorithm != null, "The signing key has no HMAC algorithm");
		this.header = JwsHeader.with(algorithm).type(TYPE).keyId(key.getKeyID()).build();
		this.verification = verification;
		this.userIdClaim = userIdClaim;
		this.customizers = customizers;
		this.clock = clock;
	}

	/**
	 * Issues a token with the claims {@code sub} and the user id claim, both the user id,
	 * {@code email}, {@code iat}, {@code exp}, {@code jti}, and {@code iss} and {@code
	 * aud} where they are configured (RFC 7519, section 4.1), and with what the
	 * {@link AccessTokenCustomizer}s add.
	 * @param userId the user id of the token, not blank
	 * @param email the user's email address, not blank
	 * @param lifetime the lifetime of the token, at least a second
	 * @return the signed token; {@link Jwt#getTokenValue()} is its text
	 * @throws IllegalArgumentException if an argument is blank or too short, or a text in
	 * a claim has an unpaired surrogate
	 * @throws IllegalStateException if a customizer sets a claim that the library sets or
	 * checks itself
	 */
	public Jwt issue(String userId, String email, Duration lifetime) {
		return issue(userId, email, lifetime, null);
	}

	/**
	 * Issues a token of a session, like {@link #issue(String, String, Duration)}, with
	 * the id of the session in the claim {@code sid}. The token is refused once the
	 * session has ended. Its lifetime must not exceed {@code
	 * jwt-security.accounts.access-token-lifetime}, because services with sessions refuse
	 * such a token.
	 * @param userId the user id of the token, not blank
	 * @param email the user's email address, not blank
	 * @param lifetime the lifetime of the token, at least a second
	 * @param sessionId the id of a stored session, {@code null} for none
	 * @return the signed token
	 * @throws IllegalArgumentException if an argument is blank or too short, or a text in
	 * a claim has an unpaired surrogate
	 * @throws IllegalStateException if a customizer sets a claim that the library sets or
	 * checks itself
	 */
	public Jwt issue(String userId, String email, Duration lifetime, @Nullable String sessionId) {
		return issue(userId, email, lifetime, sessionId, null);
	}

	/**
	 * Renews a token of a session: issues one like
	 * {@link #issue(String, String, Duration, String)} for the same user and session. Its
	 * claim {@code orig_iat} is the time at which the first of these tokens was issued,
	 * however often they are renewed.
	 * @param token the verified token that is renewed, which this service has issued
	 * @param email the user's email address, not blank
	 * @param lifetime the lifetime of the new token, at least a second
	 * @return the signed token
	 * @throws IllegalArgumentException if the token has no user id or no time of issue,
	 * an argument is blank or too short, or a text in a claim has an unpaired surrogate
	 * @throws IllegalStateException if a customizer sets a claim that the library sets or
	 * checks itself
	 */
	public Jwt renew(Jwt token, String email, Duration lifetime) {
		String userId = this.userIdClaim.of(token);
		Instant originallyIssuedAt = originallyIssuedAt(token);
		Assert.isTrue(userId != null && originallyIssuedAt != null, "The token cannot be renewed");
		return issue(userId, email, lifetime, token.getClaimAsString("sid"), originallyIssuedAt);
	}

	/**
	 * Returns the time at which the first of a chain of renewed tokens was issued.
	 * @param token the verified token
	 * @return the time, which is {@code iat} for a token that was not renewed;
	 * {@code null} if the token has no such time
	 */
	public static @Nullable Instant originallyIssuedAt(Jwt token) {
		Object time = token.getClaims().get(ORIGINALLY_ISSUED_AT);
		return (time != null) ? NumericDate.toInstant(time) : token.getIssuedAt();
	}

	private Jwt issue(String userId, String email, Duration lifetime, @Nullable String sessionId,
			@Nullable Instant originallyIssuedAt) {
		Assert.hasText(userId, "userId must not be blank");
		Assert.hasText(email, "email must not be blank");
		Assert.isTrue(lifetime.toSeconds() >= 1, "lifetime must be at least a second");
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
		Map<String, Object> added = addedClaims(userId);
		JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
			.claims((own) -> own.putAll(added))
			.subject(userId)
			.claim(this.userIdClaim.name(), userId)
			.claim("email", email)
			.issuedAt(now)
			.expiresAt(now.plus(lifetime))
			.id(UUID.randomUUID().toString());
		if (sessionId != null) {
			claims.claim("sid", sessionId);
		}
		if (originallyIssuedAt != null) {
			claims.claim(ORIGINALLY_ISSUED_AT, originallyIssuedAt.getEpochSecond());
		}
		if (this.verification.acceptedIssuer() != null) {
			claims.issuer(this.verification.acceptedIssuer());
		}
		if (!this.verification.acceptedAudiences().isEmpty()) {
			claims.audience(this.verification.acceptedAudiences());
		}
		claims.claims((all) -> all.forEach(AccessTokenIssuer::requireWellFormed));
		return this.encoder.encode(JwtEncoderParameters.from(this.header, claims.build()));
	}

	/**
	 * Returns whether the user id claim of the tokens holds the user id. The result is
	 * {@code false} if this class sets another value in that claim.
	 */
	boolean keepsUserId() {
		return this.userIdClaim.name().equals("sub") || !OWN_CLAIMS.contains(this.userIdClaim.name());
	}

	/**
	 * Returns whether the tokens of sessions have a claim, or may have it because there
	 * is a customizer.
	 */
	boolean canHave(String claim) {
		return switch (claim) {
			case "iss" -> this.verification.acceptedIssuer() != null;
			case "aud" -> !this.verification.acceptedAudiences().isEmpty();
			case "nbf", "token_type", "cnf" -> false;
			default ->
				OWN_CLAIMS.contains(claim) || claim.equals(this.userIdClaim.name()) || !this.customizers.isEmpty();
		};
	}

	private static void requireWellFormed(String name, Object value) {
		Assert.isTrue(UnicodeText.isWellFormed(name) && UnicodeText.isWellFormed(value),
				() -> "The claim '" + LogText.of(name) + "' has an unpaired surrogate");
	}

	private Map<String, Object> addedClaims(String userId) {
		Map<String, Object> claims = new LinkedHashMap<>();
		this.customizers.forEach((customizer) -> customizer.customize(userId, claims));
		for (String name : claims.keySet()) {
			Assert.state(!OWN_CLAIMS.contains(name) && !this.userIdClaim.name().equals(name),
					() -> "An AccessTokenCustomizer must not set the claim '" + name + "'");
		}
		return claims;
	}

}
