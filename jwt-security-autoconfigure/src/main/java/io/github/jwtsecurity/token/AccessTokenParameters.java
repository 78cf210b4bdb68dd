package io.github.jwtsecurity.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The parameters of an access token that is about to be issued.
 */
public final class AccessTokenParameters {

	private final User user;

	private final Duration lifetime;

	private final Login login;

	private AccessTokenParameters(User user, Duration lifetime, Login login) {
		this.user = user;
		this.lifetime = lifetime;
		this.login = login;
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
		return new AccessTokenParameters(new User(userId, email, null, Set.of()), lifetime,
				new Login(null, null, null));
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
		return with(new Login(id, this.login.authenticatedAt(), this.login.originallyIssuedAt()));
	}

	/**
	 * Returns these parameters for a token of a user who has logged in.
	 * @param time the time at which the user last entered the credentials
	 * @return new parameters
	 */
	public AccessTokenParameters withAuthenticatedAt(Instant time) {
		return with(new Login(this.login.sessionId(), time, this.login.originallyIssuedAt()));
	}

	/**
	 * Returns these parameters for a token that renews another one.
	 * @param time the time at which the first of the renewed tokens was issued
	 * @return new parameters
	 */
	public AccessTokenParameters withOriginallyIssuedAt(Instant time) {
		return with(new Login(this.login.sessionId(), this.login.authenticatedAt(), time));
	}

	/**
	 * Returns these parameters for a token that says whether the email address is
	 * verified.
	 * @param verified whether the user has proved that the address is theirs
	 * @return new parameters
	 */
	public AccessTokenParameters withEmailVerified(boolean verified) {
		return new AccessTokenParameters(new User(this.user.id(), this.user.email(), verified, this.user.authorities()),
				this.lifetime, this.login);
	}

	/**
	 * Returns these parameters for a token that grants authorities.
	 * @param authorities the authorities without a prefix, each a scope token (RFC 6749,
	 * section 3.3)
	 * @return new parameters
	 * @throws IllegalArgumentException if a text is not a scope token
	 */
	public AccessTokenParameters withAuthorities(Collection<String> authorities) {
		Assert.isTrue(authorities.stream().allMatch(ScopeToken::matches), "authorities must be scope tokens");
		return new AccessTokenParameters(new User(this.user.id(), this.user.email(), this.user.emailVerified(),
				Collections.unmodifiableSortedSet(new TreeSet<>(authorities))), this.lifetime, this.login);
	}

	private AccessTokenParameters with(Login newLogin) {
		return new AccessTokenParameters(this.user, this.lifetime, newLogin);
	}

	/**
	 * Returns the user id, for the user id claim.
	 * @return the user id, never blank
	 */
	public String userId() {
		return this.user.id();
	}

	/**
	 * Returns the user's email address, for the claim {@code email}.
	 * @return the address, never blank
	 */
	public String email() {
		return this.user.email();
	}

	/**
	 * Returns whether the user has proved that the email address is theirs, for the claim
	 * {@code email_verified} (OpenID Connect Core 1.0, section 5.1).
	 * @return {@code null} for a token without that claim
	 */
	public @Nullable Boolean emailVerified() {
		return this.user.emailVerified();
	}

	/**
	 * Returns the authorities of the user without a prefix, for the claim {@code scope}
	 * or that of {@code jwt-security.token.authorities-claim}.
	 * @return the authorities in alphabetical order, empty if there are none
	 */
	public Set<String> authorities() {
		return this.user.authorities();
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
		return this.login.sessionId();
	}

	/**
	 * Returns the time at which the user last entered the credentials, for the claim
	 * {@code auth_time} (OpenID Connect Core 1.0, section 2): seconds since the epoch.
	 * @return the time, {@code null} if it is not known
	 */
	public @Nullable Instant authenticatedAt() {
		return this.login.authenticatedAt();
	}

	/**
	 * Returns the time at which the first of a chain of renewed tokens was issued, for
	 * the claim {@code orig_iat}: seconds since the epoch, like {@code iat}.
	 * @return the time, {@code null} for a token that renews no other token
	 */
	public @Nullable Instant originallyIssuedAt() {
		return this.login.originallyIssuedAt();
	}

	/**
	 * The user of a token.
	 *
	 * @param id the user id
	 * @param email the email address
	 * @param emailVerified whether the address is verified, {@code null} if it is not
	 * known
	 * @param authorities the authorities
	 */
	private record User(String id, String email, @Nullable Boolean emailVerified, Set<String> authorities) {
	}

	/**
	 * The login that a token results from.
	 *
	 * @param sessionId the id of the session
	 * @param authenticatedAt the time at which the user entered the credentials
	 * @param originallyIssuedAt the time at which the first of a chain of renewed tokens
	 * was issued
	 */
	private record Login(@Nullable String sessionId, @Nullable Instant authenticatedAt,
			@Nullable Instant originallyIssuedAt) {
	}

}
