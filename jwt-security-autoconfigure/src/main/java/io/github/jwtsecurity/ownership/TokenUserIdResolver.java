package io.github.jwtsecurity.ownership;

import io.github.jwtsecurity.token.UserIds;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * A resolver that reads the user id from the verified token of an authentication, never
 * from its name.
 */
final class TokenUserIdResolver implements UserIdResolver {

	private final UserIds userIds;

	TokenUserIdResolver(UserIds userIds) {
		this.userIds = userIds;
	}

	@Override
	public @Nullable String resolve(@Nullable Authentication authentication) {
		Jwt jwt = VerifiedToken.of(authentication);
		return (jwt != null) ? this.userIds.of(jwt) : null;
	}

}
