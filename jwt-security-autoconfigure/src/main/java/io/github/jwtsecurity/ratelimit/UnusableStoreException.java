package io.github.jwtsecurity.ratelimit;

/**
 * Thrown when there is no usable store for the rate limits.
 */
final class UnusableStoreException extends RuntimeException {

	UnusableStoreException(String message) {
		super(message);
	}

}
