package io.github.jwtsecurity.token;

import java.time.Duration;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * An issuer of access tokens. The default implementation signs them with the key of this
 * service: the shared secret, the key of {@code jwt-security.signing.key-location}, or a
 * key of {@code jwt-security.signing.store}. There is no default implementation if all
 * keys belong to other services. A bean of the application replaces it.
 */
@FunctionalInterface
public interface AccessTokenIssuer {

	/**
	 * Issues a token with the header parameter {@code kid}, the claims {@code iat} and
	 * {@code exp}, the user id claim, and, if the parameters have them, {@code sid} and
	 * {@code orig_iat}. A token of a session that lacks any of these is not delivered to
	 * the user. The claim {@code auth_time} is optional, but must not be later than the
	 * time in the parameters. The claim with the authorities is optional, too.
	 * <p>
	 * The tokens of the default implementation also have the claims {@code sub},
	 * {@code email} and {@code jti}, {@code iss} and {@code aud} if they are configured
	 * (RFC 7519, section 4.1), the authorities as a space-separated text if there are any
	 * (RFC 9068, section 2.2.3), and the claims that the {@link AccessTokenCustomizer}s
	 * add.
	 * @param parameters the parameters of the token
	 * @return the signed token; {@link Jwt#getTokenValue()} is its text
	 * @throws IllegalArgumentException if a text in a claim has an unpaired surrogate
	 * @throws IllegalStateException if a customizer sets a claim that the library sets or
	 * checks itself
	 */
	Jwt issue(AccessTokenParameters parameters);

	/**
	 * Issues a token that belongs to no session.
	 * @param userId the user id of the token, not blank
	 * @param email the user's email address, not blank
	 * @param lifetime the lifetime of the token, at least a second
	 * @return the signed token
	 * @throws IllegalArgumentException if an argument is blank or too short, or a text in
	 * a claim has an unpaired surrogate
	 * @throws IllegalStateException if a customizer sets a claim that the library sets or
	 * checks itself
	 */
	default Jwt issue(String userId, String email, Duration lifetime) {
		return issue(AccessTokenParameters.of(userId, email, lifetime));
	}

}
