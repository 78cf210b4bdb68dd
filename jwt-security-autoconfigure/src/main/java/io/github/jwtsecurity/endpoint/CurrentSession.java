package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.ownership.VerifiedToken;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * A reader of the session that an access token belongs to.
 */
final class CurrentSession {

	private CurrentSession() {
	}

	/**
	 * Returns the id of the session of the authenticated user, {@code null} if the token
	 * belongs to none.
	 */
	static @Nullable String idOf(@Nullable Authentication authentication) {
		Jwt jwt = VerifiedToken.of(authentication);
		return (jwt != null) ? idOf(jwt) : null;
	}

	static @Nullable String idOf(Jwt jwt) {
		return (jwt.getClaims().get("sid") instanceof String id) ? id : null;
	}

}
