package io.github.jwtsecurity.token;

import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * A decoder that verifies the text of a token, then its signature, then its claims, and
 * finally whether it is revoked. A cached token is only checked for changes since then:
 * its key, its times, the application's validators, and its revocation.
 */
final class StrictJwtDecoder implements JwtDecoder {

	private static final Log logger = LogFactory.getLog(StrictJwtDecoder.class);

	private final VerifiedTokenCache cache;

	private final StatusChecks statusChecks;

	private final TokenChecks checks;

	StrictJwtDecoder(VerifiedTokenCache cache, TrustedIssuers issuers, OAuth2TokenValidator<Jwt> validator,
			Consumer<Jwt> revocationCheck) {
		this.cache = cache;
		this.statusChecks = new StatusChecks(validator, revocationCheck);
		this.checks = new TokenChecks(issuers, this.statusChecks);
	}

	@Override
	public Jwt decode(String token) {
		if (!CompactText.hasAcceptedLength(token)) {
			return verify(token).jwt();
		}
		TokenDigest digest = TokenDigest.of(token);
		VerifiedToken known = this.cache.find(digest);
		if (known != null) {
			return verifyAgain(token, known);
		}
		TokenCandidate candidate = verify(token);
		this.cache.add(digest, candidate.verified());
		return candidate.jwt();
	}

	/**
	 * Returns the checks that this decoder applies.
	 */
	TokenChecks checks() {
		return this.checks;
	}

	private TokenCandidate verify(String token) {
		TokenCandidate candidate = this.checks.candidate(token);
		try {
			this.checks.apply(candidate);
		}
		catch (InvalidTokenException ex) {
			throw refused(ex, candidate.origin(), candidate);
		}
		return candidate;
	}

	private Jwt verifyAgain(String token, VerifiedToken known) {
		try {
			known.issuer().claimRules().checkTimes(known);
			Jwt jwt = known.toJwt(token);
			this.statusChecks.apply(known.issuer(), jwt);
			return jwt;
		}
		catch (InvalidTokenException ex) {
			throw refused(ex, new TokenOrigin(known.issuer(), known.headers().get("kid")), null);
		}
	}

	private InvalidTokenException refused(InvalidTokenException failure, TokenOrigin origin,
			@Nullable TokenCandidate candidate) {
		InvalidTokenException refusal = failure.of(origin);
		if (logger.isDebugEnabled()) {
			logger.debug("%s. Reason %s, claim %s, kid %s, issuer %s. %s".formatted(refusal.getMessage(),
					refusal.reason(), refusal.claim(), refusal.keyId(), refusal.issuer(),
					(candidate != null) ? TokenDiagnosis.outline(this.checks.of(candidate), candidate)
							: "All checks of an earlier request passed."));
		}
		return refusal;
	}

}
