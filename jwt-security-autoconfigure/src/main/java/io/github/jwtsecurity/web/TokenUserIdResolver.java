package io.github.jwtsecurity.web;

import io.github.jwtsecurity.ownership.UserIdResolver;
import io.github.jwtsecurity.token.UserIdClaim;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Reads the user id from the verified token of an authentication, never from its name.
 */
final class TokenUserIdResolver implements UserIdResolver {

	private final UserIdClaim userIdClaim;

	TokenUserIdResolver(UserIdClaim userIdClaim) {
		this.userIdClaim = userIdClaim;
	}

	@Override
	public @Nullable String resolve(@Nullable Authentication authentication) {
		Jwt jwt = CurrentSession.token(authentication);
		return (jwt != null) ? this.userIdClaim.of(jwt) : null;
	}

}
