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
 * Decides whether a request that a browser may have authenticated by itself was made by a
 * page of ours. A request that a token in a header authenticates needs no such question.
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
	 * Whether a request that a cookie of a session authenticates may be served.
	 * @param request the request
	 * @param sessionId the session of the cookie, {@code null} if it has none
	 * @return {@code true} for a safe method, or for a page of ours that knows the
	 * session's CSRF token
	 */
	boolean allows(HttpServletRequest request, @Nullable String sessionId) {
		return SAFE_METHODS.contains(request.getMethod()) || (isFromOwnPage(request) && hasToken(request, sessionId));
	}

	/**
	 * Refuses a request that sets or clears cookies for a page of another site, whoever
	 * it is that the request authenticates.
	 * @param request the request
	 * @throws ProblemException if it comes from such a page
	 */
	void requireOwnPage(HttpServletRequest request) {
		if (this.cookies.areEnabled() && !isFromOwnPage(request)) {
			throw new ProblemException(Problem.of(ErrorCode.CSRF));
		}
	}

	/**
	 * Refuses a request that a cookie authenticates, if it does not know the CSRF token.
	 * @param request the request
	 * @param sessionId the session of the cookie, {@code null} if it has none
	 * @throws ProblemException if it does not
	 */
	void requireAllowed(HttpServletRequest request, @Nullable String sessionId) {
		if (!allows(request, sessionId)) {
			throw new ProblemException(Problem.of(ErrorCode.CSRF));
		}
	}

	/**
	 * Whether a request comes from a page of this origin or an allowed one, or from no
	 * page at all. Every browser of today says so with each POST.
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
	 * No browser sends one of these twice. Then it counts as one that fits nothing.
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
