package io.github.jwtsecurity.account;

/**
 * Says why a text is not an email address. The message completes a sentence about the
 * field and never has a part of the text in it, so that it can be shown to the user.
 */
public final class InvalidEmailAddressException extends IllegalArgumentException {

	InvalidEmailAddressException(String message) {
		super(message);
	}

}
