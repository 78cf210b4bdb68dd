package io.github.jwtsecurity.jdbc;

import java.sql.SQLException;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Says that accounts or sessions could not be read or written. Its message is safe to
 * log; that of its cause may quote what was to be stored.
 */
public final class StoreException extends RuntimeException {

	/**
	 * Creates a new one.
	 * @param what what is kept there, in the plural
	 * @param cause what the store has thrown
	 */
	public StoreException(String what, RuntimeException cause) {
		super("The " + what + " cannot be used: " + describe(cause), cause);
	}

	/**
	 * Reads or writes something.
	 * @param <T> what comes of it
	 * @param what what is kept there, in the plural
	 * @param access reads or writes it
	 * @return what it returns
	 * @throws StoreException if it fails in any way
	 */
	public static <T extends @Nullable Object> T guard(String what, Supplier<T> access) {
		try {
			return access.get();
		}
		catch (RuntimeException ex) {
			throw new StoreException(what, ex);
		}
	}

	/**
	 * Where it comes from, without the messages of its causes.
	 * @return a text that is safe to log, of many lines
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
