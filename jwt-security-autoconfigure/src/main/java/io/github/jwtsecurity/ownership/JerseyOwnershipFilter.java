package io.github.jwtsecurity.ownership;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import jakarta.annotation.Priority;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * A filter that applies the user id rule to the path parameters that Jersey binds, after
 * the resource method is selected and before it runs.
 */
@Priority(Priorities.AUTHORIZATION)
final class JerseyOwnershipFilter implements ContainerRequestFilter {

	private final UserIdPathAuthorizationManager authorizationManager;

	private final AccessDeniedHandler accessDeniedHandler;

	private final SecurityContextHolderStrategy securityContextHolderStrategy = SecurityContextHolder
		.getContextHolderStrategy();

	@Context
	@SuppressWarnings("NullAway.Init")
	private HttpServletRequest request;

	@Context
	@SuppressWarnings("NullAway.Init")
	private HttpServletResponse response;

	JerseyOwnershipFilter(UserIdPathAuthorizationManager authorizationManager,
			AccessDeniedHandler accessDeniedHandler) {
		this.authorizationManager = authorizationManager;
		this.accessDeniedHandler = accessDeniedHandler;
	}

	@Override
	public void filter(ContainerRequestContext context) throws IOException {
		for (Map.Entry<String, List<String>> parameter : context.getUriInfo().getPathParameters().entrySet()) {
			for (String value : parameter.getValue()) {
				check(Collections.singletonMap(parameter.getKey(), value), context);
			}
		}
	}

	private void check(Map<String, String> pathVariable, ContainerRequestContext context) throws IOException {
		if (!this.authorizationManager.guards(pathVariable.keySet())) {
			return;
		}
		AuthorizationDecision decision = this.authorizationManager
			.decide(this.securityContextHolderStrategy.getContext().getAuthentication(), pathVariable);
		if (!decision.isGranted()) {
			refuse(decision, context);
		}
	}

	/**
	 * Writes the refusal and commits the response, so that neither Jersey nor the
	 * application can replace it.
	 */
	private void refuse(AuthorizationDecision decision, ContainerRequestContext context) throws IOException {
		try {
			this.accessDeniedHandler.handle(this.request, this.response, new OwnershipDeniedException(decision));
		}
		catch (ServletException ex) {
			throw new IOException(ex);
		}
		this.response.flushBuffer();
		context.abortWith(Response.status(this.response.getStatus()).build());
	}

}
