package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * A handler interceptor that refuses open operations to pages of other sites.
 */
final class OwnPageInterceptor implements HandlerInterceptor {

	private final CsrfGuard csrfGuard;

	OwnPageInterceptor(CsrfGuard csrfGuard) {
		this.csrfGuard = csrfGuard;
	}

	/**
	 * Refuses the request if its operation is open and its page belongs to another site.
	 * @throws ProblemException if the request is refused
	 */
	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (handler instanceof HandlerMethod method) {
			AccountOperation operation = method.getMethodAnnotation(AccountOperation.class);
			if (operation != null && operation.open()) {
				this.csrfGuard.requireOwnPage(request);
			}
		}
		return true;
	}

}
