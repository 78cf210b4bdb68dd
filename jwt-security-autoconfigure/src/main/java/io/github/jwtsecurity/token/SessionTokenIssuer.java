package io.github.jwtsecurity.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.Assert;

/**
 * An issuer of the access tokens of sessions. It checks the tokens of the
 * {@link AccessTokenIssuer}, which may be a bean of the application, since a token
 * without the id of its session would outlive that session.
 *
 * @hidden
 */
public final class SessionTokenIssuer {

	/** The claim with the time of the login (OpenID Connect Core 1.0, section 2). */
	static final String AUTHENTICATED_AT = "auth_time";

	/** The claim with the {@code iat} of the first token of a chain of renewed tokens. */
	static final String ORIGINALLY_ISSUED_AT = "orig_iat";

	private final AccessTokenIssuer issuer;

	private final UserIds userIds;

	/**
	 * Creates a new issuer.
	 * @param issuer the issuer of the tokens
	 * @param userIds the user ids of tokens
	 */
	public SessionTokenIssuer(AccessTokenIssuer issuer, UserIds userIds) {
		this.issuer = issuer;
		this.userIds = userIds;
	}

	/**
	 * Issues a token.
	 * @param parameters the parameters of the token
	 * @return the signed token, which has the user id, the session and at most the
	 * lifetime of the parameters
	 * @throws InvalidIssuedTokenException if the token does not match the parameters
	 */
	public Jwt issue(AccessTokenParameters parameters) {
		Jwt token = this.issuer.issue(parameters);
		require(token.getHeaders().get("kid") instanceof String,
				"no header parameter 'kid', by which logout and revocation recognize it");
		require(parameters.userId().equals(this.userIds.of(token)), "the id of another user");
		require(Objects.equals(parameters.sessionId(), token.getClaims().get("sid")),
				"a claim 'sid' that is not the id of the session");
		require(isWithin(parameters.lifetime(), token),
				"claims 'iat' and 'exp' that are missing or exceed the lifetime");
		require(isOriginallyIssuedAt(parameters.originallyIssuedAt(), token),
				"a claim 'orig_iat' that is not the time of the first token");
		require(isNotAfter(parameters.authenticatedAt(), authenticatedAt(token)),
				"a claim 'auth_time' that is not the time of the login");
		return token;
	}

	/**
	 * Renews a token: issues a new token for the same user and session. The claim {@code
	 * orig_iat} is the time at which the first token of the chain was issued, regardless
	 * of the number of renewals.
	 * @param token the verified token to renew, which this service has issued
	 * @param parameters the parameters of the new token
	 * @return the signed token
	 * @throws IllegalArgumentException if the token has no time of issue, or another user
	 * or session than the parameters
	 * @throws InvalidIssuedTokenException if the new token does not match the parameters
	 */
	public Jwt renew(Jwt token, AccessTokenParameters parameters) {
		String sessionId = parameters.sessionId();
		Instant originallyIssuedAt = originallyIssuedAt(token);
		Assert.isTrue(
				parameters.userId().equals(this.userIds.of(token)) && sessionId != null
						&& sessionId.equals(token.getClaims().get("sid")) && originallyIssuedAt != null,
				"The token cannot be renewed");
		return issue(parameters.withOriginallyIssuedAt(originallyIssuedAt));
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

	/**
	 * Returns the time at which the user of a token last entered the credentials.
	 * @param token the verified token
	 * @return the time; {@code null} if the token does not state it
	 */
	public static @Nullable Instant authenticatedAt(Jwt token) {
		Object time = token.getClaims().get(AUTHENTICATED_AT);
		return (time != null) ? NumericDate.toInstant(time) : null;
	}

	private static boolean isWithin(Duration lifetime, Jwt token) {
		Instant issuedAt = token.getIssuedAt();
		Instant expiresAt = token.getExpiresAt();
		return issuedAt != null && expiresAt != null && Duration.between(issuedAt, expiresAt).compareTo(lifetime) <= 0;
	}

	private static boolean isOriginallyIssuedAt(@Nullable Instant expected, Jwt token) {
		Instant actual = originallyIssuedAt(token);
		return expected == null || (actual != null && !actual.isAfter(expected));
	}

	/**
	 * Returns whether a token states no time, or one that is not after the expected one.
	 */
	private static boolean isNotAfter(@Nullable Instant expected, @Nullable Instant actual) {
		return actual == null || (expected != null && !actual.isAfter(expected));
	}

	private static void require(boolean condition, String problem) {
		if (!condition) {
			throw new InvalidIssuedTokenException("The AccessTokenIssuer has issued a token with " + problem);
		}
	}

}
