package io.github.jwtsecurity.ownership;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunctions;

/**
 * An interceptor that applies the user id rule to the path variables that Spring MVC
 * binds, after the handler is selected and before it runs. It writes the refusal itself,
 * because an exception handler of the application could turn an exception into another
 * response.
 */
final class OwnershipInterceptor implements HandlerInterceptor {

	private final UserIdPathAuthorizationManager authorizationManager;

	private final UnexposedVariables unexposedVariables;

	private final AccessDeniedHandler accessDeniedHandler;

	private final SecurityContextHolderStrategy securityContextHolderStrategy = SecurityContextHolder
		.getContextHolderStrategy();

	OwnershipInterceptor(UserIdPathAuthorizationManager authorizationManager, UnexposedVariables unexposedVariables,
			AccessDeniedHandler accessDeniedHandler) {
		this.authorizationManager = authorizationManager;
		this.unexposedVariables = unexposedVariables;
		this.accessDeniedHandler = accessDeniedHandler;
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws IOException, ServletException {
		AuthorizationDecision denied = decide(request, handler);
		if (denied == null) {
			return true;
		}
		this.accessDeniedHandler.handle(request, response, new OwnershipDeniedException(denied));
		return false;
	}

	/**
	 * Returns the first decision that denies the request, {@code null} if there is none.
	 * After a forward, the exposed variables may be those of the first handler, so the
	 * variables that the second handler does not expose are checked as well.
	 */
	private @Nullable AuthorizationDecision decide(HttpServletRequest request, Object handler) {
		Map<String, String> annotated = variables(request, HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
		Map<String, String> functional = variables(request, RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
		boolean exposed = this.authorizationManager.guards(annotated.keySet())
				|| this.authorizationManager.guards(functional.keySet());
		AuthorizationDecision denied = exposed ? firstDenied(List.of(annotated, functional)) : null;
		if (denied != null) {
			return denied;
		}
		return firstDenied((exposed && request.getDispatcherType() == DispatcherType.REQUEST)
				? this.unexposedVariables.ofFile(request, handler) : this.unexposedVariables.of(request, handler));
	}

	private @Nullable AuthorizationDecision firstDenied(List<Map<String, String>> candidates) {
		for (Map<String, String> variables : candidates) {
			if (this.authorizationManager.guards(variables.keySet())) {
				AuthorizationDecision decision = this.authorizationManager
					.decide(this.securityContextHolderStrategy.getContext().getAuthentication(), variables);
				if (!decision.isGranted()) {
					return decision;
				}
			}
		}
		return null;
	}

	@SuppressWarnings("unchecked")
	private static Map<String, String> variables(HttpServletRequest request, String attribute) {
		Object variables = request.getAttribute(attribute);
		return (variables instanceof Map<?, ?> map) ? (Map<String, String>) map : Map.of();
	}

}
