package io.github.jwtsecurity.token;

import java.util.Map;

/**
 * A customizer that adds claims, such as {@code scope}, to the access tokens that this
 * service issues. All beans of this type are called in their order.
 */
@FunctionalInterface
public interface AccessTokenCustomizer {

	/**
	 * Adds claims to a token that is about to be issued. An exception ends the request
	 * without a token.
	 * @param userId the user id of the token
	 * @param claims the claims that were added so far, by name. Claims that are put into
	 * this map become part of the token, where the user can read them. The map must not
	 * have a claim that the library sets or checks itself: {@code sub}, the user id
	 * claim, {@code email}, {@code iat}, {@code exp}, {@code nbf}, {@code jti}, {@code
	 * sid}, {@code iss}, {@code aud}, {@code token_type}, {@code cnf}, {@code orig_iat}.
	 */
	void customize(String userId, Map<String, Object> claims);

}
