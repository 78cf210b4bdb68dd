package io.github.jwtsecurity.web;

import io.github.jwtsecurity.ownership.VerifiedToken;
import io.github.jwtsecurity.token.LogText;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.security.core.Authentication;

/**
 * A log of refused requests to guarded paths whose user is authenticated but has no user
 * id. Access tokens always have one, so the cause is the configuration or the test, and
 * only the operator learns of it.
 */
final class MissingUserIdLog {

	private static final Log logger = LogFactory.getLog(MissingUserIdLog.class);

	private MissingUserIdLog() {
	}

	/**
	 * Logs a refused request.
	 * @param request the request
	 * @param authentication the authentication without a user id
	 */
	static void log(HttpServletRequest request, Authentication authentication) {
		logger.warn("Refused %s %s, since its authenticated principal has no user id: %s. %s".formatted(
				LogText.of(request.getMethod()), LogText.of(request.getRequestURI()), describe(authentication),
				"Authenticate requests to guarded paths with an access token, or declare a UserIdResolver for another kind of"
						+ " principal. In a test, use @WithJwtUser or jwtUser(...) of io.github.jwtsecurity.test instead of"
						+ " @WithMockUser, user(...) or jwt()."));
	}

	private static String describe(Authentication authentication) {
		String type = authentication.getClass().getSimpleName();
		if (VerifiedToken.of(authentication) != null) {
			return type + ", whose token lacks the user id claim";
		}
		Object principal = authentication.getPrincipal();
		return "%s with a principal of the type %s, which is not based on a token".formatted(type,
				(principal != null) ? principal.getClass().getName() : null);
	}

}
