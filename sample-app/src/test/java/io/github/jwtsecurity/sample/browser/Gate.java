package io.github.jwtsecurity.sample.browser;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A filter that lets requests wait, as if the server were busy.
 */
@TestComponent
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Gate extends OncePerRequestFilter {

	private volatile Hold hold = new Hold("", "", new CountDownLatch(0));

	/**
	 * Lets requests wait until the hold is closed.
	 * @param method the method of the requests
	 * @param path the beginning of their path
	 */
	Hold hold(String method, String path) {
		this.hold = new Hold(method, path, new CountDownLatch(1));
		return this.hold;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Hold current = this.hold;
		if (request.getMethod().equals(current.method()) && request.getRequestURI().startsWith(current.path())) {
			try {
				current.end().await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
		chain.doFilter(request, response);
	}

	/**
	 * The requests that wait.
	 *
	 * @param method the method of the requests
	 * @param path the beginning of their path
	 * @param end the end of the wait
	 */
	record Hold(String method, String path, CountDownLatch end) implements AutoCloseable {

		@Override
		public void close() {
			this.end.countDown();
		}

	}

}
