package io.github.jwtsecurity.ratelimit;

import java.time.Duration;

/**
 * Thrown when there were too many attempts. The exception does not reveal whether the
 * account exists.
 *
 * @hidden
 * @serial exclude
 */
public final class RateLimitExceededException extends RuntimeException {

	private static final long NANOS_PER_SECOND = 1_000_000_000;

	private final String limit;

	private final Duration retryAfter;

	RateLimitExceededException(String limit, long nanosToWait) {
		super("Too many attempts: " + limit, null, false, false);
		this.limit = limit;
		this.retryAfter = Duration.ofSeconds(Math.max(1, (nanosToWait + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND));
	}

	/**
	 * Returns the name of the exceeded limit, which is one of a few constant names.
	 * @return a name such as {@code login.per-account}, for logs and metrics
	 */
	public String limit() {
		return this.limit;
	}

	/**
	 * Returns the time after which the client should retry (RFC 9110, section 10.2.3).
	 * @return the time from now in whole seconds, at least one
	 */
	public Duration retryAfter() {
		return this.retryAfter;
	}

}
