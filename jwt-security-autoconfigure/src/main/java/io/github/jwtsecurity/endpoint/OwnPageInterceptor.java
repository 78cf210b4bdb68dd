package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * A handler interceptor that refuses open operations, which may set or clear cookies, to
 * pages of other sites, regardless of the user.
 */
final class OwnPageInterceptor implements HandlerInterceptor {

	private final OwnPages ownPages;

	OwnPageInterceptor(OwnPages ownPages) {
		this.ownPages = ownPages;
	}

	/**
	 * Refuses the request if its operation is open and its page belongs to another site.
	 * @throws ProblemException if the request is refused
	 */
	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (handler instanceof HandlerMethod method && isOpen(method) && !this.ownPages.sent(request)) {
			throw new ProblemException(Problem.of(ErrorCode.CSRF));
		}
		return true;
	}

	private static boolean isOpen(HandlerMethod method) {
		AccountOperation operation = method.getMethodAnnotation(AccountOperation.class);
		return operation != null && operation.open();
	}

}
