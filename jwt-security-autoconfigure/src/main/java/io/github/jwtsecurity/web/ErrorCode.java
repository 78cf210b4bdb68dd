package io.github.jwtsecurity.web;

import java.util.Locale;

import org.springframework.http.HttpStatus;

/**
 * The codes of the library's refusals.
 */
enum ErrorCode {

	INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request was rejected."),

	WEAK_PASSWORD(HttpStatus.BAD_REQUEST, "The password does not follow the rules."),

	TOKEN_MISSING(HttpStatus.UNAUTHORIZED, "An access token is required."),

	TOKEN_INVALID(HttpStatus.UNAUTHORIZED, "The access token is not valid."),

	TOKEN_EXPIRED(HttpStatus.UNAUTHORIZED, "The access token is expired."),

	INVALID_CREDENTIALS(HttpStatus.UNAUTHORIZED, "The email address or the password is wrong."),

	INVALID_REFRESH_TOKEN(HttpStatus.UNAUTHORIZED, "The refresh token is not valid."),

	HTTPS_REQUIRED(HttpStatus.FORBIDDEN, "HTTPS is required."),

	CSRF(HttpStatus.FORBIDDEN, "The request was not made by a page of this application, or lacks its CSRF token."),

	NOT_OWNER(HttpStatus.FORBIDDEN, "The path belongs to another user."),

	ACCESS_DENIED(HttpStatus.FORBIDDEN, "Access is denied."),

	NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing at this path."),

	EMAIL_TAKEN(HttpStatus.CONFLICT, "There is an account with this email address."),

	PAYLOAD_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large."),

	UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json."),

	RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, "There were too many attempts."),

	OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE, "The request cannot be served at the moment."),

	KEYS_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Tokens cannot be verified at the moment.");

	private final HttpStatus status;

	private final String detail;

	ErrorCode(HttpStatus status, String detail) {
		this.status = status;
		this.detail = detail;
	}

	HttpStatus status() {
		return this.status;
	}

	String detail() {
		return this.detail;
	}

	String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
