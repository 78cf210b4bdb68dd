package io.github.jwtsecurity.web;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

/**
 * Reads the session from the access token of a request.
 */
final class CurrentSession {

	private CurrentSession() {
	}

	/**
	 * The verified token of an authentication.
	 */
	static @Nullable Jwt token(@Nullable Authentication authentication) {
		return (authentication instanceof AbstractOAuth2TokenAuthenticationToken<?> token && token.isAuthenticated()
				&& token.getToken() instanceof Jwt jwt) ? jwt : null;
	}

	/**
	 * The id of the session, {@code null} if the token belongs to none.
	 */
	static @Nullable String of(@Nullable Authentication authentication) {
		Jwt jwt = token(authentication);
		return (jwt != null) ? of(jwt) : null;
	}

	static @Nullable String of(Jwt jwt) {
		return (jwt.getClaims().get("sid") instanceof String id) ? id : null;
	}

}
