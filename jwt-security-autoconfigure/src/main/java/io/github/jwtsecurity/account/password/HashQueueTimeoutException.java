package io.github.jwtsecurity.account.password;

import java.time.Duration;

/**
 * Thrown when a password is not hashed because too many others are. The password may be
 * right or wrong.
 */
public final class HashQueueTimeoutException extends RuntimeException {

	private final Duration retryAfter;

	HashQueueTimeoutException(Duration retryAfter) {
		super("Too many passwords are being hashed");
		this.retryAfter = retryAfter;
	}

	/**
	 * Returns the time after which another attempt makes sense (RFC 9110, section
	 * 10.2.3).
	 * @return the time from now, at least a second
	 */
	public Duration retryAfter() {
		return this.retryAfter;
	}

}
