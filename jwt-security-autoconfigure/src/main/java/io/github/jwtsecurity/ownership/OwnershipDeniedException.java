package io.github.jwtsecurity.ownership;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;

/**
 * Thrown when the user id in a path is not that of the token.
 */
final class OwnershipDeniedException extends AuthorizationDeniedException implements UserIdRefusal {

	OwnershipDeniedException(AuthorizationDecision decision) {
		super("The path belongs to another user", decision);
	}

}
