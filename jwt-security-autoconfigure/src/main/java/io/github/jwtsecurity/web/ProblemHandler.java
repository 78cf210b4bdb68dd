package io.github.jwtsecurity.web;

import java.io.IOException;

import io.github.jwtsecurity.ownership.MismatchStatus;
import io.github.jwtsecurity.ownership.OwnershipDecision;
import io.github.jwtsecurity.token.InvalidTokenException;
import io.github.jwtsecurity.token.LogText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.http.HttpHeaders;
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

	private static final String RETRY_AFTER_SECONDS = "10";

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
			response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
			write(request, response, ErrorCode.KEYS_UNAVAILABLE);
		}
		else if (exception instanceof OAuth2AuthenticationException) {
			refuseToken(request, response, exception);
		}
		else {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
			write(request, response, ErrorCode.TOKEN_MISSING);
		}
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
			throws IOException {
		if (!this.trustResolver.isAuthenticated(this.securityContextHolderStrategy.getContext().getAuthentication())) {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
			write(request, response, ErrorCode.TOKEN_MISSING);
			return;
		}
		write(request, response, codeOf(denied));
	}

	/**
	 * Answers a request that the firewall stopped.
	 */
	void reject(HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
			throws IOException {
		write(request, response, ErrorCode.INVALID_REQUEST);
	}

	private static void refuseToken(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException exception) throws IOException {
		ErrorCode code = ErrorCode.TOKEN_INVALID;
		String detail = code.detail();
		if (exception.getCause() instanceof InvalidTokenException invalid) {
			code = (invalid.reason() == InvalidTokenException.Reason.EXPIRED) ? ErrorCode.TOKEN_EXPIRED : code;
			detail = invalid.getMessage() + ".";
		}
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE,
				"Bearer error=\"invalid_token\", error_description=\"" + detail + "\"");
		write(request, response, code, detail);
	}

	private static ErrorCode codeOf(AccessDeniedException denied) {
		if (denied instanceof AuthorizationDeniedException refusal
				&& refusal.getAuthorizationResult() instanceof OwnershipDecision ownership) {
			return (ownership.mismatchStatus() == MismatchStatus.NOT_FOUND) ? ErrorCode.NOT_FOUND : ErrorCode.NOT_OWNER;
		}
		return ErrorCode.ACCESS_DENIED;
	}

	private static void write(HttpServletRequest request, HttpServletResponse response, ErrorCode code)
			throws IOException {
		write(request, response, code, code.detail());
	}

	private static void write(HttpServletRequest request, HttpServletResponse response, ErrorCode code, String detail)
			throws IOException {
		logger.info("Refused %s %s with %s: %s".formatted(LogText.of(request.getMethod()),
				LogText.of(request.getRequestURI()), code.code(), detail));
		ProblemWriter.write(request, response, code, detail);
	}

}
