package io.github.jwtsecurity.ownership;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * Tells whose request it is. The default one reads the user id claim of a verified token;
 * an application with another kind of principal declares a bean of its own.
 */
@FunctionalInterface
public interface UserIdResolver {

	/**
	 * The verified user id of an authentication.
	 * @param authentication who asks; {@code null} if nobody is authenticated
	 * @return the user id, or {@code null} if the authentication is missing, anonymous,
	 * not authenticated, or of a kind that owns nothing
	 */
	@Nullable String resolve(@Nullable Authentication authentication);

}
