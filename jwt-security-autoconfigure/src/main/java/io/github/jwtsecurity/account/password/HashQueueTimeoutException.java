package io.github.jwtsecurity.account.password;

import java.time.Duration;

/**
 * Says that a password was not hashed, because too many others are. It says nothing about
 * the password.
 */
public final class HashQueueTimeoutException extends RuntimeException {

	private final Duration retryAfter;

	HashQueueTimeoutException(Duration retryAfter) {
		super("Too many passwords are being hashed");
		this.retryAfter = retryAfter;
	}

	/**
	 * Returns when another try makes sense (RFC 9110, section 10.2.3).
	 * @return the time from now, at least a second
	 */
	public Duration retryAfter() {
		return this.retryAfter;
	}

}
