package io.github.jwtsecurity.web;

import java.util.Set;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthoritiesAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * A filter that requires one of the authorities of
 * {@code jwt-security.web.actuator-authorities} for Actuator endpoints other than health,
 * regardless of the other rules of the chain. It has a type of its own, because a request
 * passes only one filter of the type {@link AuthorizationFilter}.
 */
final class ActuatorAuthorizationFilter extends AuthorizationFilter {

	/**
	 * Creates a filter.
	 * @param authorities the authorities, of which one is sufficient; if empty, nobody
	 * has access
	 */
	ActuatorAuthorizationFilter(Set<String> authorities) {
		super(new EndpointAuthorizationManager(authorities));
	}

	/**
	 * An authorization manager that abstains for requests to other paths.
	 */
	private static final class EndpointAuthorizationManager implements AuthorizationManager<HttpServletRequest> {

		private final RequestMatcher endpoints = ActuatorRequestMatchers.others();

		private final AuthoritiesAuthorizationManager authorityManager = new AuthoritiesAuthorizationManager();

		private final Set<String> authorities;

		private EndpointAuthorizationManager(Set<String> authorities) {
			this.authorities = authorities;
		}

		@Override
		public @Nullable AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> authentication,
				HttpServletRequest request) {
			if (!this.endpoints.matches(request)) {
				return null;
			}
			return this.authorities.isEmpty() ? new AuthorizationDecision(false)
					: this.authorityManager.authorize(authentication, this.authorities);
		}

	}

}
