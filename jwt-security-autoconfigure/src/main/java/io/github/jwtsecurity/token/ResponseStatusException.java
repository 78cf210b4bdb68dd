package io.github.jwtsecurity.token;

import java.io.IOException;

/**
 * Thrown when an issuer responds with a status other than 200.
 */
final class ResponseStatusException extends IOException {

	ResponseStatusException(int status) {
		super("the response status was " + status + " instead of 200");
	}

}
