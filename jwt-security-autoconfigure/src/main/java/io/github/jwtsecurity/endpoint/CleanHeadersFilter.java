package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import io.github.jwtsecurity.web.UncheckedHeaders;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A filter for the account endpoints that cleans headers that the firewall rejects.
 * Spring MVC reads headers, such as {@code Accept}, that are irrelevant to these
 * endpoints. A relevant header, such as one with a token, is no longer valid once it is
 * cleaned.
 */
final class CleanHeadersFilter extends OncePerRequestFilter {

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		chain.doFilter(new CleanRequest(request), response);
	}

	private static final class CleanRequest extends HttpServletRequestWrapper {

		private CleanRequest(HttpServletRequest request) {
			super(request);
		}

		@Override
		public @Nullable String getHeader(String name) {
			try {
				return super.getHeader(name);
			}
			catch (RequestRejectedException ex) {
				return cleaned(name).stream().findFirst().orElse(null);
			}
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			try {
				return Collections.enumeration(Collections.list(super.getHeaders(name)));
			}
			catch (RequestRejectedException ex) {
				return Collections.enumeration(cleaned(name));
			}
		}

		private List<String> cleaned(String name) {
			return UncheckedHeaders.values((HttpServletRequest) getRequest(), name);
		}

	}

}
