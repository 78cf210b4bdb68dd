package io.github.jwtsecurity.sample.browser;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The requests to the API that the server has served.
 */
@TestComponent
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Requests extends OncePerRequestFilter {

	private final List<String> served = new CopyOnWriteArrayList<>();

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		chain.doFilter(request, response);
		if (isAsyncStarted(request)) {
			return;
		}
		this.served.add("%s %s %d".formatted(request.getMethod(), request.getRequestURI(), response.getStatus()));
	}

	/**
	 * An asynchronous request ends with a dispatch.
	 */
	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	void clear() {
		this.served.clear();
	}

	/**
	 * Returns the requests since the last {@link #clear}.
	 * @param pattern the pattern of method, path and status
	 */
	List<String> matching(String pattern) {
		return this.served.stream().filter((request) -> request.matches(pattern)).toList();
	}

}
