package io.github.jwtsecurity.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A filter that refuses plain HTTP. A redirect would hide from clients that they send
 * their tokens in the clear. The container decides whether the headers of a proxy are
 * trusted.
 */
final class HttpsFilter extends OncePerRequestFilter {

	private final ProblemWriter problemWriter;

	HttpsFilter(ProblemWriter problemWriter) {
		this.problemWriter = problemWriter;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!request.isSecure()) {
			this.problemWriter.write(request, response, Problem.of(ErrorCode.HTTPS_REQUIRED));
			return;
		}
		chain.doFilter(request, response);
	}

}
