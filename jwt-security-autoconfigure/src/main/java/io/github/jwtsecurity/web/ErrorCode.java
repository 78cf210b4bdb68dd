package io.github.jwtsecurity.web;

import java.util.Locale;

import org.springframework.http.HttpStatus;

/**
 * The codes of the library's refusals. It is public for other packages of the library.
 */
public enum ErrorCode {

	/** The request is malformed, or the firewall rejects it. */
	INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request was rejected."),

	/** The password breaks the password policy. */
	WEAK_PASSWORD(HttpStatus.BAD_REQUEST, "The password does not follow the rules."),

	/** The request has no access token. */
	TOKEN_MISSING(HttpStatus.UNAUTHORIZED, "An access token is required."),

	/** The access token is refused. */
	TOKEN_INVALID(HttpStatus.UNAUTHORIZED, "The access token is not valid."),

	/** The access token has expired. */
	TOKEN_EXPIRED(HttpStatus.UNAUTHORIZED, "The access token is expired."),

	/** The email address is unknown, or the password is wrong. */
	INVALID_CREDENTIALS(HttpStatus.UNAUTHORIZED, "The email address or the password is wrong."),

	/** The refresh token is refused. */
	INVALID_REFRESH_TOKEN(HttpStatus.UNAUTHORIZED, "The refresh token is not valid."),

	/** The request was sent without TLS. */
	HTTPS_REQUIRED(HttpStatus.FORBIDDEN, "HTTPS is required."),

	/** The request may be a forgery. */
	CSRF(HttpStatus.FORBIDDEN, "The request was not made by a page of this application, or lacks its CSRF token."),

	/** The path belongs to another user. */
	NOT_OWNER(HttpStatus.FORBIDDEN, "The path belongs to another user."),

	/** A rule of the application denies access. */
	ACCESS_DENIED(HttpStatus.FORBIDDEN, "Access is denied."),

	/** The resource does not exist, or the user must not learn of it. */
	NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing at this path."),

	/** The email address belongs to an account. */
	EMAIL_TAKEN(HttpStatus.CONFLICT, "There is an account with this email address."),

	/** The body is too large. */
	PAYLOAD_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large."),

	/** The body is not JSON. */
	UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json."),

	/** The client has made too many attempts. */
	RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, "There were too many attempts."),

	/** The service is too busy, or a store is not available. */
	OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE, "The request cannot be served at the moment."),

	/** The keys of the issuer are not available. */
	KEYS_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Tokens cannot be verified at the moment.");

	private final HttpStatus status;

	private final String detail;

	ErrorCode(HttpStatus status, String detail) {
		this.status = status;
		this.detail = detail;
	}

	/**
	 * Returns the status of a response with this code.
	 * @return the status
	 */
	public HttpStatus status() {
		return this.status;
	}

	/**
	 * Returns the usual explanation for people.
	 * @return a sentence
	 */
	public String detail() {
		return this.detail;
	}

	/**
	 * Returns the text of the code in a response.
	 * @return the text, such as {@code token_missing}
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
