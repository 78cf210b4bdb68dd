package io.github.jwtsecurity.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * The repetition of work that a database undoes in favour of other work at the same time:
 * serialization failures and deadlocks (SQLSTATE class 40). It is public for the packages
 * that use a database.
 */
public final class ConflictRetry {

	private static final String UNDONE = "40";

	/**
	 * The delays grow and are random: otherwise the same threads would meet again.
	 */
	private static final RetryTemplate TEMPLATE = new RetryTemplate(RetryPolicy.builder()
		.maxRetries(29)
		.delay(Duration.ofMillis(1))
		.jitter(Duration.ofMillis(1))
		.multiplier(2)
		.maxDelay(Duration.ofMillis(128))
		.predicate(ConflictRetry::isConflict)
		.build());

	private ConflictRetry() {
	}

	/**
	 * Runs an action, and repeats it while it fails because of a conflict.
	 * @param <T> the type of the result
	 * @param action the action, which begins and ends its own transaction
	 * @return the result of the action
	 * @throws RuntimeException the failure of the last call, if it is no conflict or
	 * there were too many
	 */
	public static <T extends @Nullable Object> T execute(Supplier<T> action) {
		return TEMPLATE.invoke(action);
	}

	/**
	 * Whether a failure is a conflict with other work at the same time. Spring's
	 * exceptions do not tell it from a lock that was not granted in time.
	 * @param failure the failure
	 * @return whether the SQLSTATE of one of its causes is of class 40
	 */
	public static boolean isConflict(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql && sql.getSQLState() != null
					&& sql.getSQLState().startsWith(UNDONE)) {
				return true;
			}
		}
		return false;
	}

}
