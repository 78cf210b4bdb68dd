package io.github.jwtsecurity.token;

import java.util.Map;

/**
 * Adds claims to the access tokens that this service issues, for instance {@code scope}.
 * Declare a bean of it; several are asked in their order.
 */
@FunctionalInterface
public interface AccessTokenCustomizer {

	/**
	 * Adds claims to a token that is about to be issued. An exception ends the request
	 * without a token.
	 * @param userId who the token is for
	 * @param claims what was added so far, by name. What is put into it becomes part of
	 * the token, where its user can read it. It must not have a claim that the library
	 * sets or checks itself: {@code sub}, the user id claim, {@code email}, {@code iat},
	 * {@code exp}, {@code nbf}, {@code jti}, {@code sid}, {@code iss}, {@code aud},
	 * {@code token_type}, {@code cnf}, {@code orig_iat}.
	 */
	void customize(String userId, Map<String, Object> claims);

}
