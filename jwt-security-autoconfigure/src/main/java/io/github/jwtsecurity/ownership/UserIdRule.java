package io.github.jwtsecurity.ownership;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * The user id rule: access is granted to the verified user who owns something, and to a
 * verified user with an authority that may act for any user.
 */
final class UserIdRule {

	private static final AuthorizationDecision GRANTED = new AuthorizationDecision(true);

	private final UserIdResolver userIdResolver;

	private final Set<String> bypassAuthorities;

	private final OwnershipDecision denied;

	UserIdRule(UserIdResolver userIdResolver, Collection<String> bypassAuthorities, MismatchStatus mismatchStatus) {
		this.userIdResolver = userIdResolver;
		this.bypassAuthorities = Set.copyOf(bypassAuthorities);
		this.denied = new OwnershipDecision(mismatchStatus);
	}

	/**
	 * Decides about an access.
	 * @param authentication the authentication, {@code null} if nobody is authenticated
	 * @param ownership returns whether the user with an id is the owner
	 */
	AuthorizationDecision decide(@Nullable Authentication authentication, Predicate<String> ownership) {
		String userId = this.userIdResolver.resolve(authentication);
		if (userId == null || authentication == null) {
			return this.denied;
		}
		return (ownership.test(userId) || mayBypass(authentication)) ? GRANTED : this.denied;
	}

	/**
	 * Returns the decision about an access to something that has no owner.
	 */
	AuthorizationDecision denied() {
		return this.denied;
	}

	private boolean mayBypass(Authentication authentication) {
		return !this.bypassAuthorities.isEmpty() && authentication.getAuthorities()
			.stream()
			.map(GrantedAuthority::getAuthority)
			.filter(Objects::nonNull)
			.anyMatch(this.bypassAuthorities::contains);
	}

}
