package io.github.jwtsecurity.token;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * A source of revoked access tokens. It is called for every request after all other
 * checks have passed, and only for tokens that were issued by this library in this
 * service or in another service with the same secret; with an {@link AccessTokenIssuer}
 * of the application, for all tokens with a {@code kid}. A token is refused if any bean
 * of this type reports it as revoked.
 */
@FunctionalInterface
public interface TokenRevocation {

	/**
	 * Returns whether a token is revoked.
	 * @param jwt a token that passes all other checks, with a {@code sid} or a {@code
	 * jti}
	 * @return {@code true} if the token must be refused
	 * @throws RuntimeException if it is unknown whether the token is revoked; the request
	 * is then answered with 503
	 */
	boolean isRevoked(Jwt jwt);

}
