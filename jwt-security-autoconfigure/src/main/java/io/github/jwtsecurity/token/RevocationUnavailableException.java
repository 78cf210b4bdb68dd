package io.github.jwtsecurity.token;

import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Says that a token can be neither accepted nor refused, because it is not known whether
 * it is revoked. Unlike a refusal it says nothing about the token.
 */
final class RevocationUnavailableException extends JwtException {

	RevocationUnavailableException(RuntimeException cause) {
		super("It is not known whether the token is revoked", cause);
	}

	/**
	 * It can be provoked at any rate, and its cause says where it comes from.
	 */
	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
