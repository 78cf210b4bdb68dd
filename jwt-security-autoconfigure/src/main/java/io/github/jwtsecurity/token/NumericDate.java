package io.github.jwtsecurity.token;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A reader of the NumericDate of RFC 7519, section 2: seconds since the epoch as a JSON
 * number, possibly with a fraction.
 */
final class NumericDate {

	/**
	 * The end of the year 9999. A larger number is not a plausible time.
	 */
	private static final long MAX_SECONDS = 253_402_300_799L;

	private NumericDate() {
	}

	static @Nullable Instant toInstant(Object value) {
		if (value instanceof Integer || value instanceof Long) {
			long seconds = ((Number) value).longValue();
			return (-MAX_SECONDS <= seconds && seconds <= MAX_SECONDS) ? Instant.ofEpochSecond(seconds) : null;
		}
		if (value instanceof Double seconds && Math.abs(seconds) <= MAX_SECONDS) {
			return Instant.ofEpochMilli((long) (seconds * 1000));
		}
		return null;
	}

}
