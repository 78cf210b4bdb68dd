package io.github.jwtsecurity.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.OwnershipMismatch;
import io.github.jwtsecurity.event.JwtSecurityEvent.TokenMissing;
import io.github.jwtsecurity.event.JwtSecurityEvent.TokenRefused;
import io.github.jwtsecurity.event.RefusedToken;
import io.github.jwtsecurity.event.RequestLine;
import io.github.jwtsecurity.ownership.MismatchStatus;
import io.github.jwtsecurity.token.InvalidTokenException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ProblemDetail;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * A refusal in the form that a client receives.
 *
 * @param code the code
 * @param detail an explanation for people
 * @param errors the errors in fields of the request, empty if there are none
 * @param retryAfter the time until another attempt makes sense, {@code null} if it never
 * does
 * @param maxAge the longest acceptable time since the login, {@code null} if the refusal
 * does not depend on it
 * @param incident the factory of the event of the refusal, {@code null} if there is none
 * or the event was published before
 * @hidden
 */
public record Problem(ErrorCode code, String detail, List<FieldError> errors, @Nullable Duration retryAfter,
		@Nullable Duration maxAge, @Nullable Incident incident) {

	/**
	 * The time after which to repeat a request that failed for a temporary reason. It is
	 * shorter than the grace period for refresh tokens, since the refresh token of the
	 * request may have been exchanged.
	 */
	public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

	/** The reason for a token that a component of the application refuses. */
	private static final String APPLICATION_REASON = "APPLICATION";

	/** The reason for a header that is malformed or sent twice. */
	private static final String HEADER_REASON = "HEADER";

	/**
	 * Creates a problem with the usual explanation.
	 * @param code the code
	 * @return the problem, without an event
	 */
	public static Problem of(ErrorCode code) {
		return of(code, code.detail());
	}

	/**
	 * Creates a problem.
	 * @param code the code
	 * @param detail an explanation for people
	 * @return the problem, without an event
	 */
	public static Problem of(ErrorCode code, String detail) {
		return new Problem(code, detail, List.of(), null, null, null);
	}

	/**
	 * Creates a problem with errors in fields of a request.
	 * @param code the code
	 * @param errors the errors
	 * @return the problem, without an event
	 */
	public static Problem of(ErrorCode code, List<FieldError> errors) {
		return new Problem(code, code.detail(), errors, null, null, null);
	}

	/**
	 * Creates a temporary problem.
	 * @param code the code
	 * @param retryAfter the time until another attempt makes sense
	 * @return the problem, without an event
	 */
	public static Problem of(ErrorCode code, Duration retryAfter) {
		return new Problem(code, code.detail(), List.of(), retryAfter, null, null);
	}

	/**
	 * Creates a temporary problem with an event.
	 * @param code the code
	 * @param retryAfter the time until another attempt makes sense
	 * @param incident the factory of the event of the refusal
	 * @return the problem
	 */
	public static Problem of(ErrorCode code, Duration retryAfter, Incident incident) {
		return new Problem(code, code.detail(), List.of(), retryAfter, null, incident);
	}

	/**
	 * Creates a problem with an event.
	 * @param code the code
	 * @param incident the factory of the event of the refusal
	 * @return the problem
	 */
	public static Problem of(ErrorCode code, Incident incident) {
		return of(code, code.detail(), incident);
	}

	/**
	 * Creates the problem of a login that is too long ago (RFC 9470).
	 * @param maxAge the longest acceptable time since the login
	 * @return the problem, without an event
	 */
	public static Problem insufficientUserAuthentication(Duration maxAge) {
		ErrorCode code = ErrorCode.INSUFFICIENT_USER_AUTHENTICATION;
		return new Problem(code, code.detail(), List.of(), null, maxAge, null);
	}

	/**
	 * Creates the problem of a request without an access token.
	 * @return the problem
	 */
	public static Problem tokenMissing() {
		return of(ErrorCode.TOKEN_MISSING, ErrorCode.TOKEN_MISSING.detail(), TokenMissing::new);
	}

	/**
	 * Creates the problem of a token that is refused.
	 * @param code the code
	 * @param detail an explanation for people
	 * @param reason the reason for the event, one of a few constant names
	 * @return the problem
	 */
	public static Problem tokenRefused(ErrorCode code, String detail, String reason) {
		return tokenRefused(code, detail, reason, RefusedToken.UNKNOWN);
	}

	private static Problem tokenRefused(ErrorCode code, String detail, String reason, RefusedToken token) {
		return of(code, detail,
				(time, request, client) -> new TokenRefused(time, code.code(), reason, token, request, client));
	}

	/**
	 * Creates the problem of an access token that is refused, with the usual explanation.
	 * @param reason the reason for the event, one of a few constant names
	 * @return the problem
	 */
	public static Problem tokenRefused(String reason) {
		return tokenRefused(ErrorCode.TOKEN_INVALID, ErrorCode.TOKEN_INVALID.detail(), reason);
	}

	/**
	 * Creates the problem of an {@code Authorization} header that is malformed or sent
	 * twice.
	 * @return the problem
	 */
	public static Problem invalidHeader() {
		return tokenRefused(HEADER_REASON);
	}

	/**
	 * Creates the problem of an access token that a component of the application refuses,
	 * such as a decoder of its own.
	 */
	static Problem refusedByApplication() {
		return tokenRefused(APPLICATION_REASON);
	}

	/**
	 * Creates the problem of an access token that a decoder refuses.
	 * @param failure the exception of the decoder
	 * @return the problem
	 */
	public static Problem of(JwtException failure) {
		if (failure instanceof InvalidTokenException invalid) {
			boolean expired = invalid.reason() == InvalidTokenException.Reason.EXPIRED;
			return tokenRefused(expired ? ErrorCode.TOKEN_EXPIRED : ErrorCode.TOKEN_INVALID, invalid.getMessage() + ".",
					invalid.reason().name(), new RefusedToken(invalid.claim(), invalid.keyId(), invalid.issuer()));
		}
		return (failure instanceof BadJwtException) ? refusedByApplication()
				: of(ErrorCode.KEYS_UNAVAILABLE, RETRY_AFTER);
	}

	/**
	 * Creates the problem of a path that belongs to another user.
	 * @param status the configured response
	 * @param userId the verified user id, {@code null} if the user has none
	 */
	static Problem notOwner(MismatchStatus status, @Nullable String userId) {
		ErrorCode code = (status == MismatchStatus.NOT_FOUND) ? ErrorCode.NOT_FOUND : ErrorCode.NOT_OWNER;
		return of(code, code.detail(), (time, request, client) -> new OwnershipMismatch(time, userId, request, client));
	}

	private static Problem of(ErrorCode code, String detail, Incident incident) {
		return new Problem(code, detail, List.of(), null, null, incident);
	}

	/**
	 * Returns the body of the response.
	 */
	ProblemDetail toProblemDetail() {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(this.code.status(), this.detail);
		problem.setTitle(this.code.title());
		problem.setProperty(ProblemBody.CODE, this.code.code());
		if (this.maxAge != null) {
			problem.setProperty("max_age", this.maxAge.toSeconds());
		}
		if (!this.errors.isEmpty()) {
			problem.setProperty(ProblemBody.ERRORS, this.errors);
		}
		return problem;
	}

	/**
	 * A factory of the event of a refusal.
	 *
	 * @hidden
	 */
	@FunctionalInterface
	public interface Incident {

		/**
		 * Creates the event.
		 * @param time the time of the refusal
		 * @param request the request line
		 * @param client the origin of the request
		 * @return the event
		 */
		JwtSecurityEvent toEvent(Instant time, RequestLine request, Client client);

	}

}
