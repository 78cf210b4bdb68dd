package io.github.jwtsecurity.token;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The parameters of an access token that is about to be issued.
 */
public final class AccessTokenParameters {

	private final String userId;

	private final String email;

	private final Duration lifetime;

	private final @Nullable String sessionId;

	private final @Nullable Instant authenticatedAt;

	private final @Nullable Instant originallyIssuedAt;

	private AccessTokenParameters(String userId, String email, Duration lifetime, @Nullable String sessionId,
			@Nullable Instant authenticatedAt, @Nullable Instant originallyIssuedAt) {
		this.userId = userId;
		this.email = email;
		this.lifetime = lifetime;
		this.sessionId = sessionId;
		this.authenticatedAt = authenticatedAt;
		this.originallyIssuedAt = originallyIssuedAt;
	}

	/**
	 * Creates the parameters of a token that belongs to no session.
	 * @param userId the user id, not blank
	 * @param email the user's email address, not blank
	 * @param lifetime the lifetime of the token, at least a second
	 * @return the parameters
	 * @throws IllegalArgumentException if an argument is blank or too short
	 */
	public static AccessTokenParameters of(String userId, String email, Duration lifetime) {
		Assert.hasText(userId, "userId must not be blank");
		Assert.hasText(email, "email must not be blank");
		Assert.isTrue(lifetime.toSeconds() >= 1, "lifetime must be at least a second");
		return new AccessTokenParameters(userId, email, lifetime, null, null, null);
	}

	/**
	 * Returns these parameters for a token of a session. The token is refused once the
	 * session has ended. Its lifetime must not exceed {@code
	 * jwt-security.accounts.access-token-lifetime}, because services with sessions refuse
	 * such a token.
	 * @param id the id of a stored session
	 * @return new parameters
	 */
	public AccessTokenParameters withSessionId(String id) {
		return new AccessTokenParameters(this.userId, this.email, this.lifetime, id, this.authenticatedAt,
				this.originallyIssuedAt);
	}

	/**
	 * Returns these parameters for a token of a user who has logged in.
	 * @param time the time at which the user last entered the credentials
	 * @return new parameters
	 */
	public AccessTokenParameters withAuthenticatedAt(Instant time) {
		return new AccessTokenParameters(this.userId, this.email, this.lifetime, this.sessionId, time,
				this.originallyIssuedAt);
	}

	/**
	 * Returns these parameters for a token that renews another one.
	 * @param time the time at which the first of the renewed tokens was issued
	 * @return new parameters
	 */
	public AccessTokenParameters withOriginallyIssuedAt(Instant time) {
		return new AccessTokenParameters(this.userId, this.email, this.lifetime, this.sessionId, this.authenticatedAt,
				time);
	}

	/**
	 * Returns the user id, for the user id claim.
	 * @return the user id, never blank
	 */
	public String userId() {
		return this.userId;
	}

	/**
	 * Returns the user's email address, for the claim {@code email}.
	 * @return the address, never blank
	 */
	public String email() {
		return this.email;
	}

	/**
	 * Returns the time from {@code iat} to {@code exp}.
	 * @return the lifetime, at least a second
	 */
	public Duration lifetime() {
		return this.lifetime;
	}

	/**
	 * Returns the id of the session, for the claim {@code sid}.
	 * @return the id, {@code null} for a token that belongs to no session
	 */
	public @Nullable String sessionId() {
		return this.sessionId;
	}

	/**
	 * Returns the time at which the user last entered the credentials, for the claim
	 * {@code auth_time} (OpenID Connect Core 1.0, section 2): seconds since the epoch.
	 * @return the time, {@code null} if it is not known
	 */
	public @Nullable Instant authenticatedAt() {
		return this.authenticatedAt;
	}

	/**
	 * Returns the time at which the first of a chain of renewed tokens was issued, for
	 * the claim {@code orig_iat}: seconds since the epoch, like {@code iat}.
	 * @return the time, {@code null} for a token that renews no other token
	 */
	public @Nullable Instant originallyIssuedAt() {
		return this.originallyIssuedAt;
	}

}
