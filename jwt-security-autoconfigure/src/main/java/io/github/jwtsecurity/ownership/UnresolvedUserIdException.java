package io.github.jwtsecurity.ownership;

import org.springframework.security.access.AccessDeniedException;

/**
 * Thrown when a {@link CurrentUserId} parameter cannot be resolved: nobody is
 * authenticated, or the user id does not fit the type of the parameter.
 */
final class UnresolvedUserIdException extends AccessDeniedException implements UserIdRefusal {

	UnresolvedUserIdException(String message) {
		super(message);
	}

}
