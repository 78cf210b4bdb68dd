package io.github.jwtsecurity.sample;

import org.junit.jupiter.api.Assumptions;

/**
 * Software that a test needs and that is not installed.
 */
public final class MissingSoftware {

	private MissingSoftware() {
	}

	/**
	 * Skips the test, unless the environment requires it.
	 * @param variable the environment variable that requires the test if it is
	 * {@code true}
	 * @param message a sentence that names the software
	 */
	public static void abort(String variable, String message) {
		if (Boolean.parseBoolean(System.getenv(variable))) {
			throw new IllegalStateException(variable + " is set, but " + message);
		}
		Assumptions.abort(message);
	}

}
