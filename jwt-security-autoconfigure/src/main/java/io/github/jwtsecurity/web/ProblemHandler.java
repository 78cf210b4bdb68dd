package io.github.jwtsecurity.web;

import java.io.IOException;
import java.time.Duration;

import io.github.jwtsecurity.ownership.MismatchStatus;
import io.github.jwtsecurity.ownership.OwnershipDecision;
import io.github.jwtsecurity.token.InvalidTokenException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;

/**
 * Answers every refusal: no token, a bad one, somebody else's path, a request that the
 * firewall stopped. The challenge is that of RFC 6750, section 3.
 */
final class ProblemHandler implements AuthenticationEntryPoint, AccessDeniedHandler {

	private static final Log logger = LogFactory.getLog(ProblemHandler.class);

	private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

	private final AuthenticationTrustResolver trustResolver = new AuthenticationTrustResolverImpl();

	private final SecurityContextHolderStrategy securityContextHolderStrategy = SecurityContextHolder
		.getContextHolderStrategy();

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
			throws IOException {
		if (exception instanceof AuthenticationServiceException) {
			if (!(exception.getCause() instanceof JwtException)) {
				// Not about keys: a failure of something that the application has added.
				throw exception;
			}
			logger.warn("A token could not be verified: " + exception.getMessage());
			logger.debug("The cause", exception);
			ProblemWriter.write(request, response, Problem.of(ErrorCode.KEYS_UNAVAILABLE, RETRY_AFTER));
		}
		else if (exception instanceof OAuth2AuthenticationException) {
			ProblemWriter.write(request, response, problemOf(exception));
		}
		else {
			ProblemWriter.write(request, response, Problem.of(ErrorCode.TOKEN_MISSING));
		}
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
			throws IOException {
		boolean authenticated = this.trustResolver
			.isAuthenticated(this.securityContextHolderStrategy.getContext().getAuthentication());
		ProblemWriter.write(request, response, Problem.of(authenticated ? codeOf(denied) : ErrorCode.TOKEN_MISSING));
	}

	/**
	 * Answers a request that the firewall stopped.
	 */
	void reject(HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
			throws IOException {
		ProblemWriter.write(request, response, Problem.of(ErrorCode.INVALID_REQUEST));
	}

	private static Problem problemOf(AuthenticationException exception) {
		if (!(exception.getCause() instanceof InvalidTokenException invalid)) {
			return Problem.of(ErrorCode.TOKEN_INVALID);
		}
		boolean expired = invalid.reason() == InvalidTokenException.Reason.EXPIRED;
		return Problem.of(expired ? ErrorCode.TOKEN_EXPIRED : ErrorCode.TOKEN_INVALID, invalid.getMessage() + ".");
	}

	private static ErrorCode codeOf(AccessDeniedException denied) {
		if (denied instanceof AuthorizationDeniedException refusal
				&& refusal.getAuthorizationResult() instanceof OwnershipDecision ownership) {
			return (ownership.mismatchStatus() == MismatchStatus.NOT_FOUND) ? ErrorCode.NOT_FOUND : ErrorCode.NOT_OWNER;
		}
		return ErrorCode.ACCESS_DENIED;
	}

}
