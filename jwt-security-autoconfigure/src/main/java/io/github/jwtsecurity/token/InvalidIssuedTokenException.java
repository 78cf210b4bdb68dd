package io.github.jwtsecurity.token;

/**
 * Thrown when an {@link AccessTokenIssuer} issues a token that must not be delivered. The
 * message does not contain the token.
 */
public final class InvalidIssuedTokenException extends IllegalStateException {

	InvalidIssuedTokenException(String message) {
		super(message);
	}

}
