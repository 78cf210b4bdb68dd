package io.github.jwtsecurity.ownership;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunctions;

/**
 * Applies the user id rule to the very path variables that Spring MVC binds, after the
 * handler was chosen and before it runs. The refusal is written here: thrown, it could be
 * caught by an exception handler of the application and become something else.
 */
final class OwnershipInterceptor implements HandlerInterceptor {

	private final UserIdPathAuthorizationManager authorizationManager;

	private final GuardedRoutes guardedRoutes;

	private final AccessDeniedHandler accessDeniedHandler;

	private final SecurityContextHolderStrategy securityContextHolderStrategy = SecurityContextHolder
		.getContextHolderStrategy();

	OwnershipInterceptor(UserIdPathAuthorizationManager authorizationManager, GuardedRoutes guardedRoutes,
			AccessDeniedHandler accessDeniedHandler) {
		this.authorizationManager = authorizationManager;
		this.guardedRoutes = guardedRoutes;
		this.accessDeniedHandler = accessDeniedHandler;
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws IOException, ServletException {
		Map<String, String> annotated = variables(request, HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
		Map<String, String> functional = variables(request, RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
		// Each on its own: after a forward, one of them may be left from the first
		// handler.
		return check(annotated, request, response) && check(functional, request, response)
				&& check(variablesNotExposed(request, annotated, functional), request, response);
	}

	private boolean check(Map<String, String> pathVariables, HttpServletRequest request, HttpServletResponse response)
			throws IOException, ServletException {
		if (!this.authorizationManager.guards(pathVariables.keySet())) {
			return true;
		}
		AuthorizationDecision decision = this.authorizationManager
			.decide(this.securityContextHolderStrategy.getContext().getAuthentication(), pathVariables);
		if (decision.isGranted()) {
			return true;
		}
		this.accessDeniedHandler.handle(request, response,
				new AuthorizationDeniedException("The path belongs to another user", decision));
		return false;
	}

	/**
	 * Spring MVC does not always expose the variables of a guarded mapping: not when it
	 * answers OPTIONS for it, and not for a mapping by URL below a context path. Then
	 * they are taken from the path, and if that cannot be done, nobody owns it.
	 */
	private Map<String, String> variablesNotExposed(HttpServletRequest request, Map<String, String> annotated,
			Map<String, String> functional) {
		if (this.authorizationManager.guards(annotated.keySet())
				|| this.authorizationManager.guards(functional.keySet())) {
			return Map.of();
		}
		if (this.guardedRoutes.isGuarded(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))) {
			return this.guardedRoutes.match(request).orElseGet(this.authorizationManager::nobodys);
		}
		return HttpMethod.OPTIONS.matches(request.getMethod()) ? this.guardedRoutes.match(request).orElse(Map.of())
				: Map.of();
	}

	@SuppressWarnings("unchecked")
	private static Map<String, String> variables(HttpServletRequest request, String attribute) {
		Object variables = request.getAttribute(attribute);
		return (variables instanceof Map<?, ?> map) ? (Map<String, String>) map : Map.of();
	}

}
