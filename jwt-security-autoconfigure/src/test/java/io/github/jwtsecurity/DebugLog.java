package io.github.jwtsecurity;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The level {@code DEBUG} for the logger of a class.
 */
public final class DebugLog {

	private DebugLog() {
	}

	/**
	 * Runs an action while the level is set.
	 */
	public static void during(Class<?> type, Runnable action) {
		LoggingSystem loggingSystem = LoggingSystem.get(DebugLog.class.getClassLoader());
		loggingSystem.setLogLevel(type.getName(), LogLevel.DEBUG);
		try {
			action.run();
		}
		finally {
			loggingSystem.setLogLevel(type.getName(), null);
		}
	}

}
