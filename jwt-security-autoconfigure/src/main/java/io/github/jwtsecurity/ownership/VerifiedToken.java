package io.github.jwtsecurity.ownership;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

/**
 * The verified token of an authentication.
 *
 * @hidden
 */
public final class VerifiedToken {

	private VerifiedToken() {
	}

	/**
	 * Returns the verified token of an authentication.
	 * @param authentication the authentication, {@code null} if nobody is authenticated
	 * @return the token, {@code null} if the user was not authenticated by one
	 */
	public static @Nullable Jwt of(@Nullable Authentication authentication) {
		return (authentication instanceof AbstractOAuth2TokenAuthenticationToken<?> token && token.isAuthenticated()
				&& token.getToken() instanceof Jwt jwt) ? jwt : null;
	}

}
