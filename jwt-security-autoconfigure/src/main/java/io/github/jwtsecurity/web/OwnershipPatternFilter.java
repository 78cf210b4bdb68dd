package io.github.jwtsecurity.web;

import io.github.jwtsecurity.ownership.OwnershipPatternAuthorizationManager;

import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * The user id rule for configured patterns. A type of its own, so that it and the
 * application's {@link AuthorizationFilter} both run.
 */
final class OwnershipPatternFilter extends AuthorizationFilter {

	OwnershipPatternFilter(OwnershipPatternAuthorizationManager authorizationManager) {
		super(authorizationManager);
	}

}
