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
 * The rule for Actuator endpoints other than health: they need one of the authorities of
 * {@code jwt-security.web.actuator-authorities}, whatever else the chain permits. A type
 * of its own, so that it and the application's {@link AuthorizationFilter} both run.
 */
final class ActuatorAuthorizationFilter extends AuthorizationFilter {

	/**
	 * Creates a filter.
	 * @param authorities the authorities, of which one is enough; empty for nobody
	 */
	ActuatorAuthorizationFilter(Set<String> authorities) {
		super(new EndpointAuthorizationManager(authorities));
	}

	/**
	 * Abstains from requests that are not for an endpoint.
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
