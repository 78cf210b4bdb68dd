package io.github.jwtsecurity.token;

import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Thrown when a token can be neither accepted nor refused, because it is unknown whether
 * the token is revoked.
 */
final class RevocationUnavailableException extends JwtException {

	RevocationUnavailableException(RuntimeException cause) {
		super("It is not known whether the token is revoked", cause);
	}

	/**
	 * Omits the stack trace, because clients can provoke this exception at any rate. The
	 * cause has a stack trace of its own.
	 */
	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
