package io.github.jwtsecurity.event;

import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import org.jspecify.annotations.Nullable;

/**
 * An interface that ends sessions when their account changes. It is in this package
 * because the packages of accounts and sessions do not depend on each other.
 *
 * @hidden
 */
@FunctionalInterface
public interface SessionEnder {

	/** The implementation for a service without sessions. */
	SessionEnder NONE = (userId, exceptSessionId, reason, client) -> () -> {
	};

	/**
	 * Returns whether sessions are ended in transactions of the application's
	 * {@link javax.sql.DataSource}, so that the caller's transaction can include this.
	 * @return {@code true} if the sessions are in that data source; {@code false} by
	 * default
	 */
	default boolean usesDataSource() {
		return false;
	}

	/**
	 * Ends the sessions of a user as part of the transaction of the caller.
	 * @param userId the verified user id
	 * @param exceptSessionId the id of the session to keep, {@code null} for none
	 * @param reason the reason
	 * @param client the origin of the request
	 * @return an action that publishes the events, to be run after that transaction
	 */
	Runnable endSessions(String userId, @Nullable String exceptSessionId, SessionEnded.Reason reason, Client client);

}
