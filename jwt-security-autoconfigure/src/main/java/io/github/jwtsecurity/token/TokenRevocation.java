package io.github.jwtsecurity.token;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Knows which access tokens have lost their validity before their end. It is asked at
 * every request, after all other checks have passed, and only about tokens that this
 * service, or another with the same secret and this library, has issued. Declare a bean
 * of it to take part; a token is refused if one of several says so.
 */
@FunctionalInterface
public interface TokenRevocation {

	/**
	 * Whether a token is revoked.
	 * @param jwt a token that is good otherwise, with a {@code sid} or a {@code jti}
	 * @return whether it must be refused
	 * @throws RuntimeException if that cannot be known now; the request is answered with
	 * 503
	 */
	boolean isRevoked(Jwt jwt);

}
