package io.github.jwtsecurity.account;

/**
 * Thrown when a text is not an email address. The message completes a sentence about the
 * field and never contains a part of the text, so that it can be shown to the user.
 */
public final class InvalidEmailAddressException extends IllegalArgumentException {

	InvalidEmailAddressException(String message) {
		super(message);
	}

}
