package io.github.jwtsecurity.account;

/**
 * Thrown when a user with the right password must verify the email address before the
 * login.
 */
public final class EmailNotVerifiedException extends RuntimeException {

	EmailNotVerifiedException() {
		super("The email address is not verified", null, false, false);
	}

}
