package io.github.jwtsecurity.web;

/**
 * Says that accounts are enabled but no token can be issued.
 */
final class MissingSigningKeyException extends RuntimeException {

	MissingSigningKeyException() {
		super("jwt-security.accounts.enabled is true, but there is no key to sign tokens with: jwt-security.secret"
				+ " is not set.");
	}

}
