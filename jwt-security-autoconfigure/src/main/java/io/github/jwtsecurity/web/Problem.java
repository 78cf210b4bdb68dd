package io.github.jwtsecurity.web;

import java.time.Duration;
import java.util.List;

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
 */
record Problem(ErrorCode code, String detail, List<FieldError> errors, @Nullable Duration retryAfter) {

	/**
	 * For what heals by itself, nobody knows when. Less than the grace for refresh
	 * tokens, since the one of a refused request may have been exchanged all the same.
	 */
	static final Duration RETRY_AFTER = Duration.ofSeconds(5);

	static Problem of(ErrorCode code) {
		return of(code, code.detail());
	}

	static Problem of(ErrorCode code, String detail) {
		return new Problem(code, detail, List.of(), null);
	}

	static Problem of(ErrorCode code, List<FieldError> errors) {
		return new Problem(code, code.detail(), errors, null);
	}

	static Problem of(ErrorCode code, Duration retryAfter) {
		return new Problem(code, code.detail(), List.of(), retryAfter);
	}

	/**
	 * Why a token is refused.
	 * @param failure what the decoder has thrown
	 */
	static Problem of(JwtException failure) {
		if (failure instanceof InvalidTokenException invalid) {
			boolean expired = invalid.reason() == InvalidTokenException.Reason.EXPIRED;
			return of(expired ? ErrorCode.TOKEN_EXPIRED : ErrorCode.TOKEN_INVALID, invalid.getMessage() + ".");
		}
		return (failure instanceof BadJwtException) ? of(ErrorCode.TOKEN_INVALID)
				: of(ErrorCode.KEYS_UNAVAILABLE, RETRY_AFTER);
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

}
