package io.github.jwtsecurity.token;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;

import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.util.Assert;

/**
 * An issuer of access tokens that are signed with the shared secret.
 */
final class JwtEncoderAccessTokenIssuer implements AccessTokenIssuer {

	/** The value of the header parameter {@code typ}. */
	static final String TYPE = "JWT";

	/**
	 * The claims that a customizer must not set, because each of them changes whether a
	 * token is accepted.
	 */
	private static final Set<String> OWN_CLAIMS = Set.of("sub", "email", "iat", "exp", "nbf", "jti", "sid", "iss",
			"aud", "token_type", "cnf", SessionTokenIssuer.ORIGINALLY_ISSUED_AT);

	private final JwtEncoder encoder;

	private final JwsHeader header;

	private final VerificationProperties verification;

	private final UserIdClaim userIdClaim;

	private final List<AccessTokenCustomizer> customizers;

	private final Clock clock;

	JwtEncoderAccessTokenIssuer(SecretKeyRing keyRing, VerificationProperties verification, UserIdClaim userIdClaim,
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

	@Override
	public Jwt issue(AccessTokenParameters parameters) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
		JwtClaimsSet.Builder claims = addedClaims(parameters).subject(parameters.userId())
			.claim(this.userIdClaim.name(), parameters.userId())
			.claim("email", parameters.email())
			.issuedAt(now)
			.expiresAt(now.plus(parameters.lifetime()))
			.id(UUID.randomUUID().toString());
		String sessionId = parameters.sessionId();
		if (sessionId != null) {
			claims.claim("sid", sessionId);
		}
		Instant originallyIssuedAt = parameters.originallyIssuedAt();
		if (originallyIssuedAt != null) {
			claims.claim(SessionTokenIssuer.ORIGINALLY_ISSUED_AT, originallyIssuedAt.getEpochSecond());
		}
		if (this.verification.acceptedIssuer() != null) {
			claims.issuer(this.verification.acceptedIssuer());
		}
		if (!this.verification.acceptedAudiences().isEmpty()) {
			claims.audience(this.verification.acceptedAudiences());
		}
		claims.claims((all) -> all.forEach(JwtEncoderAccessTokenIssuer::requireWellFormed));
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

	/**
	 * Returns a copy of the claims of the customizers, which may keep their builder.
	 */
	private JwtClaimsSet.Builder addedClaims(AccessTokenParameters parameters) {
		AccessTokenContext context = new AccessTokenContext(parameters);
		this.customizers.forEach((customizer) -> customizer.customize(context));
		JwtClaimsSet.Builder claims = JwtClaimsSet.builder();
		context.claims().claims((added) -> claims.claims((all) -> all.putAll(added)));
		return claims.claims((all) -> all.keySet().forEach(this::requireAdditional));
	}

	private void requireAdditional(String name) {
		Assert.state(!OWN_CLAIMS.contains(name) && !this.userIdClaim.name().equals(name),
				() -> "An AccessTokenCustomizer must not set the claim '" + name + "'");
	}

}
