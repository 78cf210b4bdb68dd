package io.github.jwtsecurity.ownership;

import io.github.jwtsecurity.token.UserIdClaim;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * A resolver that reads the user id from the verified token of an authentication, never
 * from its name. It is public for other packages of the library.
 */
public final class TokenUserIdResolver implements UserIdResolver {

	private final UserIdClaim userIdClaim;

	/**
	 * Creates a new resolver.
	 * @param userIdClaim the claim with the user id
	 */
	public TokenUserIdResolver(UserIdClaim userIdClaim) {
		this.userIdClaim = userIdClaim;
	}

	@Override
	public @Nullable String resolve(@Nullable Authentication authentication) {
		Jwt jwt = VerifiedToken.of(authentication);
		return (jwt != null) ? this.userIdClaim.of(jwt) : null;
	}

}
