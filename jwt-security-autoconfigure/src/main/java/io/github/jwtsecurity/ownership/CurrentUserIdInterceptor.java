package io.github.jwtsecurity.ownership;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.MethodParameter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a request for a handler that asks for the user with {@link CurrentUserId}, if
 * there is no verified user or the id does not fit the parameter. Thrown from the
 * argument, the refusal could be caught by an exception handler of the application.
 */
final class CurrentUserIdInterceptor implements HandlerInterceptor {

	private final CurrentUserIdArgumentResolver argumentResolver;

	private final AccessDeniedHandler accessDeniedHandler;

	CurrentUserIdInterceptor(CurrentUserIdArgumentResolver argumentResolver, AccessDeniedHandler accessDeniedHandler) {
		this.argumentResolver = argumentResolver;
		this.accessDeniedHandler = accessDeniedHandler;
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws IOException, ServletException {
		if (!(handler instanceof HandlerMethod method) || canAllBeResolved(method.getMethodParameters())) {
			return true;
		}
		this.accessDeniedHandler.handle(request, response, new AccessDeniedException("There is no fitting user id"));
		return false;
	}

	private boolean canAllBeResolved(MethodParameter[] parameters) {
		for (MethodParameter parameter : parameters) {
			if (!canBeResolved(parameter)) {
				return false;
			}
		}
		return true;
	}

	private boolean canBeResolved(MethodParameter parameter) {
		if (!this.argumentResolver.supportsParameter(parameter)) {
			return true;
		}
		String userId = this.argumentResolver.userId();
		return userId != null && this.argumentResolver.canConvert(userId, parameter);
	}

}
