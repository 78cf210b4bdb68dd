package io.github.jwtsecurity.web;

import java.io.IOException;

import io.github.jwtsecurity.ownership.OwnershipPatternAuthorizationManager;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * A filter that applies the user id rule to configured path patterns. It is the last
 * filter of every chain, and writes the refusal itself, because a chain of the
 * application may have no filter that writes refusals.
 */
final class OwnershipPatternFilter implements Filter {

	private final OwnershipPatternAuthorizationManager authorizationManager;

	private final AccessDeniedHandler accessDeniedHandler;

	private final SecurityContextHolderStrategy securityContextHolderStrategy = SecurityContextHolder
		.getContextHolderStrategy();

	OwnershipPatternFilter(OwnershipPatternAuthorizationManager authorizationManager,
			AccessDeniedHandler accessDeniedHandler) {
		this.authorizationManager = authorizationManager;
		this.accessDeniedHandler = accessDeniedHandler;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		HttpServletRequest httpRequest = (HttpServletRequest) request;
		AuthorizationDecision denied = this.authorizationManager
			.authorize(() -> this.securityContextHolderStrategy.getContext().getAuthentication(), httpRequest);
		if (denied == null) {
			chain.doFilter(request, response);
		}
		else {
			this.accessDeniedHandler.handle(httpRequest, (HttpServletResponse) response,
					new AuthorizationDeniedException("The path belongs to another user", denied));
		}
	}

}
