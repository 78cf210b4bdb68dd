package io.github.jwtsecurity.web;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A refusal, as a client sees it.
 *
 * @param code its code
 * @param detail what is wrong, for a reader
 * @param errors what is wrong with each field, empty if it is not about fields
 * @param retryAfter when to try again, {@code null} if that does not help
 */
record Problem(ErrorCode code, String detail, List<FieldError> errors, @Nullable Duration retryAfter) {

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
	 * The challenge that goes with a 401 (RFC 6750, section 3). Without an error, there
	 * is nothing wrong with the access token.
	 * @return the value of {@code WWW-Authenticate}, {@code null} for another status
	 */
	@Nullable String challenge() {
		return switch (this.code) {
			case TOKEN_INVALID, TOKEN_EXPIRED ->
				"Bearer error=\"invalid_token\", error_description=\"" + this.detail + "\"";
			case TOKEN_MISSING, INVALID_CREDENTIALS -> "Bearer";
			default -> null;
		};
	}

}
