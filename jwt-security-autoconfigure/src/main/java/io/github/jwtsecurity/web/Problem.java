package io.github.jwtsecurity.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.OwnershipMismatch;
import io.github.jwtsecurity.event.JwtSecurityEvent.RateLimited;
import io.github.jwtsecurity.event.JwtSecurityEvent.TokenMissing;
import io.github.jwtsecurity.event.JwtSecurityEvent.TokenRefused;
import io.github.jwtsecurity.event.RequestLine;
import io.github.jwtsecurity.ownership.MismatchStatus;
import io.github.jwtsecurity.ratelimit.RateLimitExceededException;
import io.github.jwtsecurity.token.InvalidTokenException;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * A refusal, as a client sees it.
 *
 * @param code its code
 * @param detail what is wrong, for a reader
 * @param errors what is wrong with each field, empty if it is not about fields
 * @param retryAfter when to try again, {@code null} if that does not help
 * @param incident what is told of it, {@code null} if it is not, or was before
 */
record Problem(ErrorCode code, String detail, List<FieldError> errors, @Nullable Duration retryAfter,
		@Nullable Incident incident) {

	/** The decoder is the application's, or there is more than one token. */
	private static final String OTHER_REASON = "OTHER";

	/**
	 * For what heals by itself, nobody knows when. Less than the grace for refresh
	 * tokens, since the one of a refused request may have been exchanged all the same.
	 */
	static final Duration RETRY_AFTER = Duration.ofSeconds(5);

	static Problem of(ErrorCode code) {
		return of(code, code.detail());
	}

	static Problem of(ErrorCode code, String detail) {
		return new Problem(code, detail, List.of(), null, null);
	}

	static Problem of(ErrorCode code, List<FieldError> errors) {
		return new Problem(code, code.detail(), errors, null, null);
	}

	static Problem of(ErrorCode code, Duration retryAfter) {
		return new Problem(code, code.detail(), List.of(), retryAfter, null);
	}

	/**
	 * There is no access token.
	 */
	static Problem tokenMissing() {
		return of(ErrorCode.TOKEN_MISSING, ErrorCode.TOKEN_MISSING.detail(), TokenMissing::new);
	}

	/**
	 * A token is refused.
	 * @param code which code tells it
	 * @param detail what is wrong, for a reader
	 * @param reason why, one of a few constant names
	 */
	static Problem tokenRefused(ErrorCode code, String detail, String reason) {
		return of(code, detail,
				(time, request, client) -> new TokenRefused(time, code.code(), reason, request, client));
	}

	/**
	 * An access token is refused, nobody knows why.
	 */
	static Problem tokenRefused() {
		return tokenRefused(ErrorCode.TOKEN_INVALID, ErrorCode.TOKEN_INVALID.detail(), OTHER_REASON);
	}

	/**
	 * A refresh token is refused. That it expired, was exchanged or never was one is not
	 * told.
	 */
	static Problem refreshTokenRefused() {
		return tokenRefused(ErrorCode.INVALID_REFRESH_TOKEN, ErrorCode.INVALID_REFRESH_TOKEN.detail(), "REFRESH_TOKEN");
	}

	/**
	 * Why an access token is refused.
	 * @param failure what the decoder has thrown
	 */
	static Problem of(JwtException failure) {
		if (failure instanceof InvalidTokenException invalid) {
			boolean expired = invalid.reason() == InvalidTokenException.Reason.EXPIRED;
			return tokenRefused(expired ? ErrorCode.TOKEN_EXPIRED : ErrorCode.TOKEN_INVALID, invalid.getMessage() + ".",
					invalid.reason().name());
		}
		return (failure instanceof BadJwtException) ? tokenRefused() : of(ErrorCode.KEYS_UNAVAILABLE, RETRY_AFTER);
	}

	/**
	 * The path belongs to another user.
	 * @param status what the configuration wants the client to be told
	 * @param userId the verified user id, {@code null} if the user has none
	 */
	static Problem notOwner(MismatchStatus status, @Nullable String userId) {
		ErrorCode code = (status == MismatchStatus.NOT_FOUND) ? ErrorCode.NOT_FOUND : ErrorCode.NOT_OWNER;
		return of(code, code.detail(), (time, request, client) -> new OwnershipMismatch(time, userId, request, client));
	}

	/**
	 * There were too many attempts.
	 * @param failure which limit it was
	 * @param userId the verified user id, {@code null} if it is not known
	 * @param email what was typed as the email address, {@code null} if nothing was
	 */
	static Problem rateLimited(RateLimitExceededException failure, @Nullable String userId, @Nullable String email) {
		return new Problem(ErrorCode.RATE_LIMITED, ErrorCode.RATE_LIMITED.detail(), List.of(), failure.retryAfter(),
				(time, request, client) -> new RateLimited(time, userId, email, failure.limit(), client));
	}

	private static Problem of(ErrorCode code, String detail, Incident incident) {
		return new Problem(code, detail, List.of(), null, incident);
	}

	/**
	 * The challenge that goes with a 401 (RFC 6750, section 3). Without an error, there
	 * is nothing wrong with the access token.
	 * @return the value of {@code WWW-Authenticate}, {@code null} for another status
	 */
	@Nullable String challenge() {
		return switch (this.code) {
			case TOKEN_INVALID, TOKEN_EXPIRED ->
				"Bearer error=\"invalid_token\", error_description=\"" + this.detail + "\"";
			case TOKEN_MISSING, INVALID_CREDENTIALS, INVALID_REFRESH_TOKEN -> "Bearer";
			default -> null;
		};
	}

	/**
	 * What is told of a refusal.
	 */
	@FunctionalInterface
	interface Incident {

		JwtSecurityEvent toEvent(Instant time, RequestLine request, Client client);

	}

}
