package io.github.jwtsecurity.endpoint;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The pages that belong to the application: those of its own origin and of the allowed
 * origins.
 */
final class OwnPages {

	private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

	private final List<String> allowedOrigins;

	OwnPages(List<String> allowedOrigins) {
		this.allowedOrigins = allowedOrigins;
	}

	/**
	 * Returns whether a request comes from a page of the application, or from no page at
	 * all. Every current browser sends the headers for this decision with each POST.
	 * @param request the request
	 * @return {@code false} for a page of another site
	 */
	boolean sent(HttpServletRequest request) {
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

	/**
	 * Returns the value of a header, {@code null} if there is none. Several headers with
	 * one name, which no browser sends, are treated as an empty value that matches
	 * nothing.
	 */
	static @Nullable String header(HttpServletRequest request, String name) {
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
