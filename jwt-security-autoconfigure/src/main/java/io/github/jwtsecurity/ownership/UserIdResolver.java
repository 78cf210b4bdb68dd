package io.github.jwtsecurity.ownership;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * A resolver of the user id of a request. The default implementation reads the user id
 * claim of a verified token. An application with another kind of principal declares a
 * bean of its own.
 */
@FunctionalInterface
public interface UserIdResolver {

	/**
	 * Returns the verified user id of an authentication.
	 * @param authentication the authentication, {@code null} if nobody is authenticated
	 * @return the user id, or {@code null} if the authentication is missing, anonymous,
	 * not authenticated, or of a kind that has no user id
	 */
	@Nullable String resolve(@Nullable Authentication authentication);

}
