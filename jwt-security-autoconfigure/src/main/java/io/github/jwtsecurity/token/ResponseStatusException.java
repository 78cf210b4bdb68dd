package io.github.jwtsecurity.token;

import java.io.IOException;

/**
 * Thrown when an issuer responds with a status other than 200.
 */
final class ResponseStatusException extends IOException {

	private final int status;

	ResponseStatusException(int status) {
		super("the response status was " + status + " instead of 200");
		this.status = status;
	}

	/**
	 * Returns whether the issuer has responded that there is no such document.
	 */
	boolean isNotFound() {
		return this.status >= 400 && this.status < 500;
	}

}
