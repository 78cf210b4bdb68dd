package io.github.jwtsecurity.jdbc;

import java.sql.SQLException;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a store, such as that of accounts or sessions, cannot be read or written.
 * Its message is safe to log, unlike that of its cause, which may contain the values that
 * were to be stored.
 */
public final class StoreException extends RuntimeException {

	/**
	 * Creates an exception.
	 * @param contents plural noun for the contents of the store, such as "sessions"
	 * @param cause the exception of the store
	 */
	public StoreException(String contents, RuntimeException cause) {
		super("The " + contents + " cannot be used: " + describe(cause), cause);
	}

	/**
	 * Calls a store, and translates any exception it throws.
	 * @param <T> the type of the result
	 * @param contents plural noun for the contents of the store, such as "sessions"
	 * @param access the call
	 * @return the result of the call
	 * @throws StoreException if the call fails
	 */
	public static <T extends @Nullable Object> T guard(String contents, Supplier<T> access) {
		try {
			return access.get();
		}
		catch (RuntimeException ex) {
			throw new StoreException(contents, ex);
		}
	}

	/**
	 * Returns the stack trace without the messages of the causes.
	 * @return a text of many lines that is safe to log
	 */
	public String trace() {
		StringBuilder text = new StringBuilder();
		for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
			text.append(cause.getClass().getName()).append('\n');
			Stream.of(cause.getStackTrace()).forEach((frame) -> text.append("\tat ").append(frame).append('\n'));
		}
		return text.toString();
	}

	private static String describe(Throwable failure) {
		StringBuilder text = new StringBuilder(failure.getClass().getSimpleName());
		for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
			text.append(" < ").append(cause.getClass().getSimpleName());
			if (cause instanceof SQLException sql) {
				text.append(" (SQLSTATE ").append(sql.getSQLState()).append(')');
			}
		}
		return text.toString();
	}

}
