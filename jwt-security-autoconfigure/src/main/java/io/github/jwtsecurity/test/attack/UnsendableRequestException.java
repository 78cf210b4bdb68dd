package io.github.jwtsecurity.test.attack;

/**
 * An exception for a request that cannot be sent as it is written.
 */
final class UnsendableRequestException extends RuntimeException {

	UnsendableRequestException(String message) {
		super(message);
	}

}
