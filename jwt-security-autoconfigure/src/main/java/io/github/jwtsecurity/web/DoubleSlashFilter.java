package io.github.jwtsecurity.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * A filter that refuses a path such as {@code //mvc/notes} below a servlet at
 * {@code /mvc/*}. Spring parses the path before the firewall of Spring Security sees it,
 * and would fail with an internal error.
 */
final class DoubleSlashFilter extends OncePerRequestFilter {

	private final RequestRejectedHandler rejectedHandler;

	DoubleSlashFilter(RequestRejectedHandler rejectedHandler) {
		this.rejectedHandler = rejectedHandler;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getRequestURI().contains("//") && !canBeParsed(request)) {
			this.rejectedHandler.handle(request, response,
					new RequestRejectedException("The path does not begin with that of its servlet"));
			return;
		}
		chain.doFilter(request, response);
	}

	private static boolean canBeParsed(HttpServletRequest request) {
		try {
			ServletRequestPathUtils.parse(request);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
