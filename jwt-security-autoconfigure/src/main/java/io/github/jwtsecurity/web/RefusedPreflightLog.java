package io.github.jwtsecurity.web;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.jwtsecurity.token.LogText;
import io.github.jwtsecurity.web.WebProperties.Cors;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.cors.CorsUtils;

/**
 * A log of the origins whose preflight requests are refused because they are not in
 * {@code jwt-security.web.cors.allowed-origins}. The page learns nothing from such a
 * refusal, and its developer sees only that the browser has blocked a request.
 */
final class RefusedPreflightLog {

	/**
	 * The maximum number of origins, since a client that is not a browser can send any
	 * origin.
	 */
	private static final int MAX_ORIGINS = 10;

	private static final Log logger = LogFactory.getLog(RefusedPreflightLog.class);

	private final List<String> allowedOrigins;

	private final Set<String> loggedOrigins = new HashSet<>();

	RefusedPreflightLog(List<String> allowedOrigins) {
		this.allowedOrigins = allowedOrigins;
	}

	/**
	 * Logs the origin of a refused request with the remedy, at most once per origin, if
	 * the request is a preflight request, and its origin is valid for the property, but
	 * not in it.
	 * @param request the request, which no CORS filter of the application has answered
	 */
	void log(HttpServletRequest request) {
		if (!isPreflight(request)) {
			return;
		}
		List<String> origins = UncheckedHeaders.values(request, HttpHeaders.ORIGIN);
		if (origins.size() != 1) {
			return;
		}
		String origin = origins.get(0);
		if (Cors.isOrigin(origin) && !this.allowedOrigins.contains(origin) && isCrossOrigin(request) && isNew(origin)) {
			logger
				.warn(("A preflight request from a page at %s was refused. If that page may call this service, add the"
						+ " origin to jwt-security.web.cors.allowed-origins.")
					.formatted(LogText.of(origin)));
		}
	}

	/**
	 * Returns whether a request is a preflight request. In contrast to {@link CorsUtils},
	 * this method does not read headers through the firewall, whose rejection would
	 * replace the response to the request.
	 */
	private static boolean isPreflight(HttpServletRequest request) {
		return HttpMethod.OPTIONS.matches(request.getMethod())
				&& !UncheckedHeaders.values(request, HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD).isEmpty();
	}

	private static boolean isCrossOrigin(HttpServletRequest request) {
		try {
			return CorsUtils.isCorsRequest(request);
		}
		catch (IllegalArgumentException ex) {
			// Spring is stricter than the JDK, for example about the zone of an address.
			return false;
		}
	}

	private boolean isNew(String origin) {
		synchronized (this.loggedOrigins) {
			return this.loggedOrigins.size() < MAX_ORIGINS && this.loggedOrigins.add(origin);
		}
	}

}
