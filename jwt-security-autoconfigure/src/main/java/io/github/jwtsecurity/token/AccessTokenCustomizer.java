package io.github.jwtsecurity.token;

/**
 * A customizer that adds claims, such as {@code tenant}, to the access tokens that the
 * default {@link AccessTokenIssuer} issues. All beans of this type are called in their
 * order.
 */
@FunctionalInterface
public interface AccessTokenCustomizer {

	/**
	 * Adds claims to a token that is about to be issued. An exception ends the request
	 * without a token.
	 * @param context the context, with the user of the token and the builder of the
	 * claims
	 */
	void customize(AccessTokenContext context);

}
