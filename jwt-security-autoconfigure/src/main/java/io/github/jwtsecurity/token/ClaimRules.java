package io.github.jwtsecurity.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.jwtsecurity.token.InvalidTokenException.Reason;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.util.ObjectUtils;

/**
 * The rules for the user id and for the claims of RFC 7519, section 4.1. No claim is
 * filled in: a claim that the token does not have stays absent.
 */
final class ClaimRules {

	private static final String MEDIA_TYPE_PREFIX = "application/";

	/**
	 * The claims that only ID tokens have (OpenID Connect Core 1.0, sections 2 and
	 * 3.3.2.11). An ID token of any client of the issuer would otherwise be accepted if
	 * no audience is checked.
	 */
	static final List<String> ID_TOKEN_CLAIMS = List.of("nonce", "at_hash", "c_hash");

	private static final Set<String> ACCESS_TOKEN_TYPES = Set.of("access", "bearer");

	private final UserIdClaim userIdClaim;

	private final List<String> requiredClaims;

	private final Duration clockSkew;

	private final Set<String> acceptedTypes;

	private final @Nullable String issuer;

	private final List<String> audiences;

	private final Clock clock;

	/**
	 * Creates the rules for the tokens of an issuer.
	 * @param issuer the issuer
	 * @param userIdClaim the claim that holds the user id
	 * @param token the rules for the tokens of all issuers
	 * @param clock the clock
	 */
	ClaimRules(IssuerDefinition issuer, UserIdClaim userIdClaim, TokenProperties token, Clock clock) {
		this.userIdClaim = userIdClaim;
		this.requiredClaims = issuer.properties().requiredClaims();
		this.clockSkew = token.clockSkew();
		this.acceptedTypes = shortForms(token.acceptedTypes());
		this.issuer = issuer.acceptedIssuer();
		this.audiences = issuer.acceptedAudiences();
		this.clock = clock;
	}

	/**
	 * Checks the claims of a token whose signature is valid.
	 * @param headers the header parameters of the token
	 * @param claims the claims of the token, which are converted as {@link Jwt} needs
	 * them: times become instants, the audience becomes a list, and claims that are
	 * {@code null} are removed
	 */
	void apply(Map<String, Object> headers, Map<String, Object> claims) {
		claims.values().removeIf(Objects::isNull);
		checkType(headers, claims);
		Instant issuedAt = requireTime(claims, JwtClaimNames.IAT);
		Instant expiresAt = requireTime(claims, JwtClaimNames.EXP);
		checkTimes(issuedAt, expiresAt, time(claims, JwtClaimNames.NBF));
		checkIssuer(claims.get(JwtClaimNames.ISS));
		checkAudience(claims);
		checkText(JwtClaimNames.SUB, claims);
		checkText(JwtClaimNames.JTI, claims);
		if (claims.containsKey("cnf")) {
			throw new InvalidTokenException(Reason.TYPE, "The token is bound to a key and is not a bearer token");
		}
		if (this.userIdClaim.of(claims) == null) {
			throw new InvalidTokenException(Reason.CLAIM, "The token's user id claim is missing or malformed");
		}
		this.requiredClaims.forEach((name) -> checkRequired(name, claims.get(name)));
	}

	/**
	 * Checks the times of a token whose other claims were checked before.
	 */
	void checkTimes(VerifiedToken token) {
		checkTimes(token.issuedAt(), token.expiresAt(), token.notBefore());
	}

	private void checkType(Map<String, Object> headers, Map<String, Object> claims) {
		if (headers.containsKey("typ")
				&& !(headers.get("typ") instanceof String type && this.acceptedTypes.contains(shortForm(type)))) {
			throw new InvalidTokenException(Reason.TYPE, "The token's type is not accepted");
		}
		Object tokenType = claims.get("token_type");
		if (tokenType != null
				&& !(tokenType instanceof String text && ACCESS_TOKEN_TYPES.contains(text.toLowerCase(Locale.ROOT)))) {
			throw new InvalidTokenException(Reason.TYPE, "The token is not an access token");
		}
		if (ID_TOKEN_CLAIMS.stream().anyMatch(claims::containsKey)) {
			throw new InvalidTokenException(Reason.ID_TOKEN, "The token is an ID token");
		}
	}

	/**
	 * Returns whether a list of accepted types contains a type.
	 */
	static boolean accepts(List<String> acceptedTypes, String type) {
		return shortForms(acceptedTypes).contains(shortForm(type));
	}

	private static Set<String> shortForms(List<String> types) {
		return types.stream().map(ClaimRules::shortForm).collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Returns a media type in lower case, without the prefix that may be omitted (RFC
	 * 7515, section 4.1.9).
	 */
	private static String shortForm(String type) {
		String lowerCase = type.toLowerCase(Locale.ROOT);
		return (lowerCase.startsWith(MEDIA_TYPE_PREFIX) && lowerCase.indexOf('/', MEDIA_TYPE_PREFIX.length()) < 0)
				? lowerCase.substring(MEDIA_TYPE_PREFIX.length()) : lowerCase;
	}

	private void checkTimes(Instant issuedAt, Instant expiresAt, @Nullable Instant notBefore) {
		Instant now = this.clock.instant();
		if (!now.isBefore(expiresAt.plus(this.clockSkew))) {
			throw new InvalidTokenException(Reason.EXPIRED, "The token is expired");
		}
		Instant latestStart = now.plus(this.clockSkew);
		if (issuedAt.isAfter(latestStart) || (notBefore != null && notBefore.isAfter(latestStart))) {
			throw new InvalidTokenException(Reason.NOT_YET_VALID, "The token is not valid yet");
		}
		if (!issuedAt.isBefore(expiresAt)) {
			throw new InvalidTokenException(Reason.CLAIM, "The token expires before it was issued");
		}
	}

	private void checkIssuer(@Nullable Object value) {
		if ((value != null && !(value instanceof String)) || (this.issuer != null && !this.issuer.equals(value))) {
			throw new InvalidTokenException(Reason.ISSUER, "The token's issuer is not accepted");
		}
	}

	private void checkAudience(Map<String, Object> claims) {
		Object value = claims.get(JwtClaimNames.AUD);
		List<?> values = (value instanceof List<?> list) ? list : (value != null) ? List.of(value) : List.of();
		if (!values.stream().allMatch(String.class::isInstance)
				|| (!this.audiences.isEmpty() && values.stream().noneMatch(this.audiences::contains))) {
			throw new InvalidTokenException(Reason.AUDIENCE, "The token's audience is not accepted");
		}
		claims.computeIfPresent(JwtClaimNames.AUD, (name, given) -> values);
	}

	/**
	 * Checks a text claim of RFC 7519, section 4.1, unless it is the user id claim, which
	 * has rules of its own.
	 */
	private void checkText(String name, Map<String, Object> claims) {
		Object value = claims.get(name);
		if (value != null && !name.equals(this.userIdClaim.name())
				&& !(value instanceof String && UnicodeText.isWellFormed(value))) {
			throw new InvalidTokenException(Reason.CLAIM, "The token's claim '" + name + "' is not a text");
		}
	}

	private static Instant requireTime(Map<String, Object> claims, String name) {
		Instant time = time(claims, name);
		if (time == null) {
			throw new InvalidTokenException(Reason.CLAIM, "The token's claim '" + name + "' is missing");
		}
		return time;
	}

	private static @Nullable Instant time(Map<String, Object> claims, String name) {
		Object value = claims.get(name);
		if (value == null) {
			return null;
		}
		Instant time = NumericDate.toInstant(value);
		if (time == null) {
			throw new InvalidTokenException(Reason.CLAIM, "The token's claim '" + name + "' is not a time");
		}
		claims.put(name, time);
		return time;
	}

	private static void checkRequired(String name, @Nullable Object value) {
		if (value == null || !isPresent(value) || !UnicodeText.isWellFormed(value)
				|| (name.equals("email") && !(value instanceof String))) {
			throw new InvalidTokenException(Reason.CLAIM, "The token's claim '" + name + "' is missing or malformed");
		}
	}

	private static boolean isPresent(Object value) {
		return (value instanceof String text) ? !text.isBlank() : !ObjectUtils.isEmpty(value);
	}

}
