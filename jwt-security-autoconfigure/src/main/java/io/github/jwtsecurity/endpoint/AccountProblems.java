package io.github.jwtsecurity.endpoint;

import java.util.List;
import java.util.Locale;

import io.github.jwtsecurity.event.JwtSecurityEvent.OneTimeTokenRefused;
import io.github.jwtsecurity.event.JwtSecurityEvent.RateLimited;
import io.github.jwtsecurity.mail.TokenPurpose;
import io.github.jwtsecurity.ratelimit.RateLimitExceededException;
import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.FieldError;
import io.github.jwtsecurity.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A factory of the refusals of account endpoints.
 */
final class AccountProblems {

	private AccountProblems() {
	}

	/**
	 * Returns the refusal of an attempt that exceeds a limit.
	 * @param failure the limit that was reached
	 * @param userId the verified user id, {@code null} if it is unknown
	 * @param email the email address as the user typed it, {@code null} if there is none
	 */
	static Problem rateLimited(RateLimitExceededException failure, @Nullable String userId, @Nullable String email) {
		return Problem.of(ErrorCode.RATE_LIMITED, failure.retryAfter(),
				(time, request, client) -> new RateLimited(time, userId, email, failure.limit(), client));
	}

	/**
	 * Returns the refusal of a token whose user has no account of this service.
	 */
	static Problem noAccount() {
		return Problem.tokenRefused(ErrorCode.TOKEN_INVALID, "The token's user has no account.", "NO_ACCOUNT");
	}

	/**
	 * Returns the refusal of a valid token that belongs to no session of this service.
	 */
	static Problem noSession() {
		return Problem.tokenRefused("NO_SESSION");
	}

	/**
	 * Returns the refusal of a token without a user id, which only a decoder of the
	 * application accepts.
	 */
	static Problem noUserId() {
		return Problem.tokenRefused("NO_USER_ID");
	}

	/**
	 * Returns the refusal of a refresh token. It does not reveal whether the token has
	 * expired, was exchanged, or was never issued.
	 */
	static Problem refreshTokenRefused() {
		return Problem.tokenRefused(ErrorCode.INVALID_REFRESH_TOKEN, ErrorCode.INVALID_REFRESH_TOKEN.detail(),
				"REFRESH_TOKEN");
	}

	/**
	 * Returns the refusal of a new password.
	 * @param violations the violated rules
	 */
	static Problem weakPassword(List<String> violations) {
		return Problem.of(ErrorCode.WEAK_PASSWORD,
				violations.stream().map((violation) -> new FieldError("new_password", violation)).toList());
	}

	/**
	 * Returns the refusal of a one-time token. It does not reveal whether the token has
	 * expired, was used, has another purpose, or was never issued.
	 */
	static Problem oneTimeTokenRefused(TokenPurpose purpose) {
		return Problem.of(ErrorCode.INVALID_TOKEN, (time, request, client) -> new OneTimeTokenRefused(time,
				purpose.name().toLowerCase(Locale.ROOT), client));
	}

}
