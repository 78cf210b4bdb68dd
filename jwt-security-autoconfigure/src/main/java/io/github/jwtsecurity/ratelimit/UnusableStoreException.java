package io.github.jwtsecurity.ratelimit;

/**
 * Says that there is no place for the rate limits.
 */
final class UnusableStoreException extends RuntimeException {

	UnusableStoreException(String message) {
		super(message);
	}

}
