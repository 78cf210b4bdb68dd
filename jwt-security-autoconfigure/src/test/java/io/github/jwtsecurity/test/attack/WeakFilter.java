package io.github.jwtsecurity.test.attack;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.function.Function;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A filter before the security filters that takes the token from a wrong place.
 */
final class WeakFilter extends OncePerRequestFilter {

	private final Function<HttpServletRequest, @Nullable String> place;

	WeakFilter(Function<HttpServletRequest, @Nullable String> place) {
		this.place = place;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String token = this.place.apply(request);
		chain.doFilter((token != null) ? new WithToken(request, token) : request, response);
	}

	private static final class WithToken extends HttpServletRequestWrapper {

		private final String token;

		WithToken(HttpServletRequest request, String token) {
			super(request);
			this.token = token;
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			return name.equalsIgnoreCase("Authorization")
					? Collections.enumeration(Collections.singleton("Bearer " + this.token)) : super.getHeaders(name);
		}

	}

}
