package io.github.jwtsecurity.token;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.jwtsecurity.token.InvalidTokenException.Reason;
import io.github.jwtsecurity.token.TokenCheck.Finding;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.util.ObjectUtils;

/**
 * The rules for the user id and for the claims of RFC 7519, section 4.1. No claim is
 * filled in: a claim that the token does not have stays absent. The rules convert the
 * claims as {@link Jwt} needs them: times become instants, and the audience becomes a
 * list.
 */
final class ClaimRules {

	private final UserIdClaim userIdClaim;

	private final IssuerDefinition definition;

	private final @Nullable String issuer;

	private final List<String> audiences;

	private final TimeRules times;

	private final List<TokenCheck> checks;

	/**
	 * Creates the rules for the tokens of an issuer.
	 * @param issuer the issuer
	 * @param userIdClaim the claim that holds the user id
	 * @param token the rules for the tokens of all issuers
	 * @param clock the clock
	 */
	ClaimRules(IssuerDefinition issuer, UserIdClaim userIdClaim, TokenProperties token, Clock clock) {
		this.userIdClaim = userIdClaim;
		this.definition = issuer;
		this.issuer = issuer.acceptedIssuer();
		this.audiences = issuer.acceptedAudiences();
		this.times = new TimeRules(token.clockSkew(), clock);
		this.checks = Stream
			.of(new TypeRules(token.acceptedTypes()).checks(), this.times.checks(), ownChecks(),
					issuer.properties().requiredClaims().stream().map(this::required))
			.flatMap((part) -> part)
			.toList();
	}

	/**
	 * Returns the checks of the claims of a token whose signature is valid.
	 * @return the checks in their order
	 */
	List<TokenCheck> checks() {
		return this.checks;
	}

	/**
	 * Checks the times of a token whose other claims were checked before.
	 */
	void checkTimes(VerifiedToken token) {
		this.times.check(token);
	}

	private Stream<TokenCheck> ownChecks() {
		return Stream.of(new TokenCheck(JwtClaimNames.ISS, this::checkIssuer, this::explainIssuer),
				new TokenCheck(JwtClaimNames.AUD, this::checkAudience, this::explainAudience), text(JwtClaimNames.SUB),
				text(JwtClaimNames.JTI), TypeRules.unbound(),
				new TokenCheck("user id", this::checkUserId, this::explainUserId));
	}

	private void checkIssuer(TokenCandidate token) {
		Object value = token.claims().get(JwtClaimNames.ISS);
		if ((value != null && !(value instanceof String)) || (this.issuer != null && !this.issuer.equals(value))) {
			throw new InvalidTokenException(Reason.ISSUER, JwtClaimNames.ISS, "The token's issuer is not accepted");
		}
	}

	private Finding explainIssuer(TokenCandidate token) {
		Object value = token.claims().get(JwtClaimNames.ISS);
		return new Finding((this.issuer != null) ? this.issuer : "a text, or no claim iss",
				(value instanceof String) ? "another text" : ClaimType.of(value),
				"Send a token of this issuer, or change " + this.definition.property("issuer")
						+ " to the exact value of iss.");
	}

	private void checkAudience(TokenCandidate token) {
		Map<String, Object> claims = token.claims();
		Object value = claims.get(JwtClaimNames.AUD);
		if (value == null && this.audiences.isEmpty()) {
			return;
		}
		List<?> values = (value instanceof List<?> list) ? list : (value != null) ? List.of(value) : List.of();
		if (!values.stream().allMatch(String.class::isInstance)
				|| (!this.audiences.isEmpty() && values.stream().noneMatch(this.audiences::contains))) {
			throw new InvalidTokenException(Reason.AUDIENCE, JwtClaimNames.AUD, "The token's audience is not accepted");
		}
		if (value != null) {
			claims.put(JwtClaimNames.AUD, values);
		}
	}

	private Finding explainAudience(TokenCandidate token) {
		Object value = token.claims().get(JwtClaimNames.AUD);
		return new Finding(this.audiences.isEmpty() ? "texts" : "one of " + this.audiences,
				(value instanceof String) ? "another text" : ClaimType.of(value),
				"Request a token for this service, or add its audience to " + this.definition.property("audiences")
						+ ".");
	}

	private void checkUserId(TokenCandidate token) {
		if (this.userIdClaim.of(token.claims()) == null) {
			throw new InvalidTokenException(Reason.CLAIM, this.userIdClaim.name(),
					"The token's user id claim is missing or malformed");
		}
	}

	private Finding explainUserId(TokenCandidate token) {
		return new Finding(
				"a text that is not blank, or an integer, in the claim " + this.userIdClaim.name()
						+ (this.userIdClaim.otherPrefixes().isEmpty() ? "" : ", without the prefix of another issuer"),
				ClaimType.of(token.claims().get(this.userIdClaim.name())),
				"Let the issuer set the claim, or name another one with "
						+ this.definition.tokenProperty("user-id-claim") + ".");
	}

	/**
	 * Returns the check of a text claim of RFC 7519, section 4.1, unless it is the user
	 * id claim, which has rules of its own.
	 */
	private TokenCheck text(String name) {
		return new TokenCheck(name, (token) -> {
			Object value = token.claims().get(name);
			if (value != null && !name.equals(this.userIdClaim.name())
					&& !(value instanceof String && UnicodeText.isWellFormed(value))) {
				throw new InvalidTokenException(Reason.CLAIM, name, "The token's claim '" + name + "' is not a text");
			}
		}, (token) -> new Finding("a text, or no claim " + name, ClaimType.of(token.claims().get(name)),
				"Let the issuer set the claim " + name + " to a text."));
	}

	private TokenCheck required(String name) {
		boolean textOnly = name.equals("email");
		return new TokenCheck(name, (token) -> {
			Object value = token.claims().get(name);
			if (value == null || !isPresent(value) || !UnicodeText.isWellFormed(value)
					|| (textOnly && !(value instanceof String))) {
				throw new InvalidTokenException(Reason.CLAIM, name,
						"The token's claim '" + name + "' is missing or malformed");
			}
		}, (token) -> new Finding(textOnly ? "a text that is not blank" : "a value that is not empty",
				ClaimType.of(token.claims().get(name)), "Let the issuer add the claim, or remove it from "
						+ this.definition.tokenProperty("required-claims") + "."));
	}

	private static boolean isPresent(Object value) {
		return (value instanceof String text) ? !text.isBlank() : !ObjectUtils.isEmpty(value);
	}

}
