package io.github.jwtsecurity.ownership;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.util.Assert;

/**
 * An authorization manager that grants a request if every user id in its path equals the
 * user id of its token, compared character by character. It denies a request if there is
 * no user id in the path, nobody is authenticated, or the authentication is not based on
 * a token.
 * <p>
 * The library installs the manager for all guarded mappings. Applications can add it to
 * further paths with
 * <code>.requestMatchers("/files/{user_id}/**").access(manager)</code>.
 */
public final class UserIdPathAuthorizationManager implements AuthorizationManager<RequestAuthorizationContext> {

	private final UserIdRule rule;

	private final Set<String> variables;

	/**
	 * Creates a manager.
	 * @param userIdResolver the resolver of the user id of a request
	 * @param variables the names of path variables that hold a user id, not empty
	 * @param bypassAuthorities the authorities that may act for any user, may be empty
	 * @param mismatchStatus the response to a denied request
	 */
	public UserIdPathAuthorizationManager(UserIdResolver userIdResolver, Collection<String> variables,
			Collection<String> bypassAuthorities, MismatchStatus mismatchStatus) {
		Assert.notNull(userIdResolver, "userIdResolver must not be null");
		Assert.notEmpty(variables, "variables must not be empty");
		Assert.notNull(bypassAuthorities, "bypassAuthorities must not be null");
		Assert.notNull(mismatchStatus, "mismatchStatus must not be null");
		this.rule = new UserIdRule(userIdResolver, bypassAuthorities, mismatchStatus);
		this.variables = Set.copyOf(variables);
	}

	@Override
	public AuthorizationDecision authorize(Supplier<? extends @Nullable Authentication> authentication,
			RequestAuthorizationContext context) {
		return decide(authentication.get(), context.getVariables());
	}

	/**
	 * Returns whether one of the path variables holds a user id.
	 * @param names the names of path variables
	 * @return {@code true} if a mapping with these variables is guarded
	 */
	boolean guards(Collection<String> names) {
		return !Collections.disjoint(names, this.variables);
	}

	/**
	 * Returns path variables that belong to no user.
	 * @return the path variables with a user id that no token can have
	 */
	Map<String, String> nobodys() {
		return Map.of(this.variables.iterator().next(), "");
	}

	AuthorizationDecision decide(@Nullable Authentication authentication, Map<String, String> pathVariables) {
		return guards(pathVariables.keySet())
				? this.rule.decide(authentication, (userId) -> isOwner(userId, pathVariables)) : this.rule.denied();
	}

	private boolean isOwner(String userId, Map<String, String> pathVariables) {
		for (Map.Entry<String, String> variable : pathVariables.entrySet()) {
			if (this.variables.contains(variable.getKey()) && !userId.equals(variable.getValue())) {
				return false;
			}
		}
		return true;
	}

}
