package io.github.jwtsecurity.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * A retry of transactions that the database rolls back because of a conflict with a
 * concurrent transaction: a serialization failure or a deadlock (SQLSTATE class 40).
 *
 * @hidden
 */
public final class ConflictRetry {

	private static final String TRANSACTION_ROLLBACK = "40";

	/**
	 * The retries with exponential back-off and jitter, so that the same transactions do
	 * not collide again.
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
	 * Runs an action, and retries it while it fails because of a conflict.
	 * @param <T> the type of the result
	 * @param action the action, which begins and ends its own transaction
	 * @return the result of the action
	 * @throws RuntimeException the last failure, if it is not a conflict or no retry is
	 * left
	 */
	public static <T extends @Nullable Object> T execute(Supplier<T> action) {
		return TEMPLATE.invoke(action);
	}

	/**
	 * Returns whether a failure is a conflict with a concurrent transaction. Spring's
	 * exceptions do not distinguish a conflict from a lock that was not granted in time.
	 * @param failure the failure
	 * @return {@code true} if the SQLSTATE of one of its causes is of class 40
	 */
	public static boolean isConflict(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql && sql.getSQLState() != null
					&& sql.getSQLState().startsWith(TRANSACTION_ROLLBACK)) {
				return true;
			}
		}
		return false;
	}

}
