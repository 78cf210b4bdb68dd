package io.github.jwtsecurity.token;

import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Thrown when a token can be neither accepted nor refused, because there are no keys to
 * verify it with.
 */
final class KeysUnavailableException extends JwtException {

	private static final String MESSAGE = "The issuer's keys are not available";

	KeysUnavailableException() {
		super(MESSAGE);
	}

	KeysUnavailableException(Throwable cause) {
		super(MESSAGE, cause);
	}

}
