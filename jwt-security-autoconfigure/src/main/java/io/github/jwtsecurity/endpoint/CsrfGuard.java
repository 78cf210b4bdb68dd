package io.github.jwtsecurity.endpoint;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * A protection against cross-site request forgery for requests that a browser
 * authenticates with cookies. A request with a token in a header needs no such
 * protection.
 */
final class CsrfGuard {

	/** The methods that change nothing (RFC 9110, section 9.2.1). */
	private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

	private final TokenCookies cookies;

	private final CsrfTokens csrfTokens;

	private final List<String> allowedOrigins;

	CsrfGuard(TokenCookies cookies, CsrfTokens csrfTokens, List<String> allowedOrigins) {
		this.cookies = cookies;
		this.csrfTokens = csrfTokens;
		this.allowedOrigins = allowedOrigins;
	}

	/**
	 * Returns whether a request that a session's cookie authenticates is allowed.
	 * @param request the request
	 * @param sessionId the session of the cookie, {@code null} if it has none
	 * @return {@code true} for a safe method, or for a page of the application that knows
	 * the CSRF token of the session
	 */
	boolean allows(HttpServletRequest request, @Nullable String sessionId) {
		return SAFE_METHODS.contains(request.getMethod()) || (isFromOwnPage(request) && hasToken(request, sessionId));
	}

	/**
	 * Refuses a request from a page of another site that sets or clears cookies, no
	 * matter which user it authenticates.
	 * @param request the request
	 * @throws ProblemException if the request comes from such a page
	 */
	void requireOwnPage(HttpServletRequest request) {
		if (this.cookies.areEnabled() && !isFromOwnPage(request)) {
			throw new ProblemException(Problem.of(ErrorCode.CSRF));
		}
	}

	/**
	 * Refuses a request that a cookie authenticates, unless the request is allowed.
	 * @param request the request
	 * @param sessionId the session of the cookie, {@code null} if it has none
	 * @throws ProblemException if the request is not allowed
	 */
	void requireAllowed(HttpServletRequest request, @Nullable String sessionId) {
		if (!allows(request, sessionId)) {
			throw new ProblemException(Problem.of(ErrorCode.CSRF));
		}
	}

	/**
	 * Returns whether a request comes from a page of this origin or an allowed one, or
	 * from no page at all. Every current browser sends this information with each POST.
	 */
	private boolean isFromOwnPage(HttpServletRequest request) {
		String origin = header(request, HttpHeaders.ORIGIN);
		if (origin != null && this.allowedOrigins.contains(origin)) {
			return true;
		}
		String site = header(request, "Sec-Fetch-Site");
		if (site != null) {
			return OWN_SITES.contains(site.toLowerCase(Locale.ROOT));
		}
		return origin == null || origin.equals(ownOrigin(request));
	}

	private boolean hasToken(HttpServletRequest request, @Nullable String sessionId) {
		String token = header(request, TokenCookies.CSRF_HEADER);
		return sessionId != null && token != null && this.csrfTokens.isOf(sessionId, token);
	}

	/**
	 * Returns the value of a header, {@code null} if there is none. Two headers with one
	 * name, which no browser sends, count as a value that matches nothing.
	 */
	private static @Nullable String header(HttpServletRequest request, String name) {
		List<String> values = Collections.list(request.getHeaders(name));
		return switch (values.size()) {
			case 0 -> null;
			case 1 -> values.get(0);
			default -> "";
		};
	}

	private static String ownOrigin(HttpServletRequest request) {
		StringBuffer url = request.getRequestURL();
		return url.substring(0, url.length() - request.getRequestURI().length());
	}

}
