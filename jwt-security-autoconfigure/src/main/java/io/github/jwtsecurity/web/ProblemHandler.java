package io.github.jwtsecurity.web;

import java.io.IOException;

import io.github.jwtsecurity.ownership.OwnershipDecision;
import io.github.jwtsecurity.ownership.OwnershipDenialHandler;
import io.github.jwtsecurity.ownership.UserIdResolver;
import io.github.jwtsecurity.token.InvalidTokenException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.RequestRejectedException;

/**
 * A handler that answers all refusals: of a missing or invalid token, of a path of
 * another user, and of a request that the firewall rejects. The challenge is that of RFC
 * 6750, section 3.
 */
final class ProblemHandler implements AuthenticationEntryPoint, OwnershipDenialHandler {

	private static final Log logger = LogFactory.getLog(ProblemHandler.class);

	private final ProblemWriter problemWriter;

	private final UserIdResolver userIdResolver;

	private final RefusedPreflightLog preflightLog;

	private final AuthenticationTrustResolver trustResolver = new AuthenticationTrustResolverImpl();

	private final SecurityContextHolderStrategy securityContextHolderStrategy = SecurityContextHolder
		.getContextHolderStrategy();

	ProblemHandler(ProblemWriter problemWriter, UserIdResolver userIdResolver, RefusedPreflightLog preflightLog) {
		this.problemWriter = problemWriter;
		this.userIdResolver = userIdResolver;
		this.preflightLog = preflightLog;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
			throws IOException {
		if (exception instanceof AuthenticationServiceException) {
			if (!(exception.getCause() instanceof JwtException)) {
				// The failure is not about keys, but comes from a component of the
				// application.
				throw exception;
			}
			logger.warn("A token could not be verified: " + exception.getMessage());
			logger.debug("The cause", exception);
			this.problemWriter.write(request, response, Problem.of(ErrorCode.KEYS_UNAVAILABLE, Problem.RETRY_AFTER));
		}
		else if (exception instanceof OAuth2AuthenticationException failure) {
			this.problemWriter.write(request, response, problemOf(failure));
		}
		else if (exception.getCause() instanceof AccessDeniedException denied && refusal(denied) != null) {
			handle(request, response, denied);
		}
		else {
			// A CORS filter of the chain would have answered a preflight request.
			this.preflightLog.log(request);
			requireToken(request, response);
		}
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
			throws IOException {
		Problem refusal = refusal(denied);
		if (refusal != null) {
			this.problemWriter.write(request, response, refusal);
			return;
		}
		Authentication authentication = this.securityContextHolderStrategy.getContext().getAuthentication();
		if (authentication != null && this.trustResolver.isAuthenticated(authentication)) {
			this.problemWriter.write(request, response, problemOf(request, denied, authentication));
		}
		else {
			requireToken(request, response);
		}
	}

	/**
	 * Returns the problem of a refused token. An exception without a cause that is not
	 * about a token comes from the resolver, before there is a token.
	 */
	private static Problem problemOf(OAuth2AuthenticationException failure) {
		if (failure.getCause() instanceof InvalidTokenException invalid) {
			return Problem.of(invalid);
		}
		return (failure.getCause() == null && !(failure instanceof InvalidBearerTokenException))
				? Problem.invalidHeader() : Problem.refusedByApplication();
	}

	/**
	 * Returns the problem of a denial that no access token would change, {@code null} for
	 * any other.
	 */
	private static @Nullable Problem refusal(AccessDeniedException denied) {
		if (denied instanceof CsrfException) {
			return Problem.of(ErrorCode.CSRF);
		}
		return (denied.getCause() instanceof ProblemException refused) ? refused.problem() : null;
	}

	/**
	 * Answers a request that the firewall has rejected.
	 */
	void reject(HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
			throws IOException {
		this.problemWriter.write(request, response, Problem.of(ErrorCode.INVALID_REQUEST));
	}

	/**
	 * Refuses a request that has no token, or an invalid token that was optional so far.
	 */
	private void requireToken(HttpServletRequest request, HttpServletResponse response) throws IOException {
		AuthenticationException failure = OptionalTokenFailure.of(request);
		if (failure != null) {
			commence(request, response, failure);
		}
		else {
			this.problemWriter.write(request, response, Problem.tokenMissing());
		}
	}

	private Problem problemOf(HttpServletRequest request, AccessDeniedException denied, Authentication authentication) {
		if (denied instanceof AuthorizationDeniedException refusal
				&& refusal.getAuthorizationResult() instanceof OwnershipDecision ownership) {
			String userId = this.userIdResolver.resolve(authentication);
			if (userId == null) {
				MissingUserIdLog.log(request, authentication);
			}
			return Problem.notOwner(ownership.mismatchStatus(), userId);
		}
		return Problem.of(ErrorCode.ACCESS_DENIED);
	}

}
