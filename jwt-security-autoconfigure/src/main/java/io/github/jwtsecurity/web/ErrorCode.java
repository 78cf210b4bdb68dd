package io.github.jwtsecurity.web;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * The codes of the library's refusals, with all that depends on a code.
 *
 * @hidden
 */
public enum ErrorCode {

	/** The request is malformed, or the firewall rejects it. */
	INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request was rejected."),

	/** The password violates the password policy. */
	WEAK_PASSWORD(HttpStatus.BAD_REQUEST, "The password does not follow the rules."),

	/** The request has no access token. */
	TOKEN_MISSING(HttpStatus.UNAUTHORIZED, "An access token is required."),

	/** The one-time token of a mail is refused. */
	INVALID_TOKEN(HttpStatus.BAD_REQUEST, "The link is not valid, or is no longer valid."),

	/** The access token is refused. */
	TOKEN_INVALID(HttpStatus.UNAUTHORIZED, "The access token is not valid.", "invalid_token"),

	/** The access token has expired. */
	TOKEN_EXPIRED(HttpStatus.UNAUTHORIZED, "The access token is expired.", "invalid_token"),

	/** The email address is unknown, or the password is wrong. */
	INVALID_CREDENTIALS(HttpStatus.UNAUTHORIZED, "The email address or the password is wrong."),

	/** The refresh token is refused. */
	INVALID_REFRESH_TOKEN(HttpStatus.UNAUTHORIZED, "The refresh token is not valid."),

	/** The password is right, but the email address has to be verified first. */
	EMAIL_NOT_VERIFIED(HttpStatus.FORBIDDEN, "The email address has to be verified first."),

	/** The change needs the current password or a more recent login (RFC 9470). */
	INSUFFICIENT_USER_AUTHENTICATION(HttpStatus.UNAUTHORIZED,
			"The current password or a more recent login is required.", "insufficient_user_authentication"),

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

	/**
	 * The codes that describe any refusal with their status, including refusals of the
	 * application.
	 */
	private static final Set<ErrorCode> GENERAL = Set.of(INVALID_REQUEST, ACCESS_DENIED, NOT_FOUND, PAYLOAD_TOO_LARGE,
			RATE_LIMITED, OVERLOADED);

	private final HttpStatus status;

	private final String detail;

	private final @Nullable String bearerError;

	ErrorCode(HttpStatus status, String detail) {
		this(status, detail, null);
	}

	ErrorCode(HttpStatus status, String detail, @Nullable String bearerError) {
		this.status = status;
		this.detail = detail;
		this.bearerError = bearerError;
	}

	/**
	 * Returns the code that describes any refusal with a status.
	 * @param status the status
	 */
	static Optional<ErrorCode> general(HttpStatusCode status) {
		return GENERAL.stream().filter((code) -> code.status.isSameCodeAs(status)).findAny();
	}

	/**
	 * Returns the status of a response with this code.
	 * @return the status
	 */
	public HttpStatus status() {
		return this.status;
	}

	/**
	 * Returns the title of a response with this code.
	 * @return the reason phrase of the status
	 */
	public String title() {
		return this.status.getReasonPhrase();
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

	/**
	 * Returns the challenge of a response with status 401 (RFC 6750, section 3). It has
	 * no error if the access token is valid or missing.
	 * @param detail the explanation in the response
	 * @param maxAge the longest acceptable time since the login (RFC 9470, section 3),
	 * {@code null} if there is none
	 * @return the value of {@code WWW-Authenticate}, {@code null} for another status
	 */
	@Nullable String challenge(String detail, @Nullable Duration maxAge) {
		if (this.status != HttpStatus.UNAUTHORIZED) {
			return null;
		}
		String age = (maxAge != null) ? ", max_age=\"" + maxAge.toSeconds() + "\"" : "";
		return (this.bearerError != null)
				? "Bearer error=\"%s\", error_description=\"%s\"%s".formatted(this.bearerError, detail, age) : "Bearer";
	}

}
