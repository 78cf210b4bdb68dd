package io.github.jwtsecurity.web;

import io.github.jwtsecurity.ownership.UserIdResolver;
import io.github.jwtsecurity.token.UserIdClaim;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

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
		if (authentication instanceof AbstractOAuth2TokenAuthenticationToken<?> token && token.isAuthenticated()
				&& token.getToken() instanceof Jwt jwt) {
			return this.userIdClaim.of(jwt);
		}
		return null;
	}

}
