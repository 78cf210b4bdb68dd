package io.github.jwtsecurity.session;

import java.sql.SQLException;

/**
 * Says that sessions could not be read or written. Its message is safe to log; that of
 * its cause may quote what was to be stored.
 */
public final class SessionStoreException extends RuntimeException {

	SessionStoreException(RuntimeException cause) {
		super("The sessions cannot be used: " + describe(cause), cause);
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
