package io.github.jwtsecurity.ownership;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;

/**
 * A factory of authorization managers for expressions of method security, such as
 * <code>@PostAuthorize("@jwtSecurityOwner.is(returnObject.owner)")</code>.
 */
public final class OwnerAuthorization {

	/** The bean name, which is used in expressions. */
	static final String BEAN = "jwtSecurityOwner";

	private final UserIdRule rule;

	OwnerAuthorization(UserIdRule rule) {
		this.rule = rule;
	}

	/**
	 * Returns a manager that grants access to an owner. It reads the authentication
	 * itself, so that an empty security context leads to the exception of Spring
	 * Security.
	 * @param owner the user id of the owner, compared as text; {@code null} for nobody
	 * @return the manager
	 */
	public AuthorizationManager<Object> is(@Nullable Object owner) {
		String ownerId = (owner != null) ? owner.toString() : null;
		return (supplier, invocation) -> {
			Authentication authentication = supplier.get();
			return (ownerId != null) ? this.rule.decide(authentication, ownerId::equals) : this.rule.denied();
		};
	}

}
