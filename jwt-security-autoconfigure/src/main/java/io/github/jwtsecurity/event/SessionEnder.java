package io.github.jwtsecurity.event;

import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import org.jspecify.annotations.Nullable;

/**
 * An interface that ends sessions because of a change of their account. It is in this
 * package because accounts and sessions know nothing else of each other.
 */
@FunctionalInterface
public interface SessionEnder {

	/** For a service that has no sessions. */
	SessionEnder NONE = (userId, exceptSessionId, reason, client) -> () -> {
	};

	/**
	 * Returns whether sessions are ended by transactions of the application's
	 * {@link javax.sql.DataSource}, so that they can be part of one of the caller's.
	 * @return {@code true} if they are; {@code false} by default
	 */
	default boolean usesDataSource() {
		return false;
	}

	/**
	 * Ends the sessions of a user as a part of the transaction of the caller.
	 * @param userId the verified user id
	 * @param exceptSessionId the id of the session that goes on, {@code null} for none
	 * @param reason the reason
	 * @param client the origin of the request
	 * @return an action that publishes the events, to be run after that transaction
	 */
	Runnable endSessions(String userId, @Nullable String exceptSessionId, SessionEnded.Reason reason, Client client);

}
