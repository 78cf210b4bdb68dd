package io.github.jwtsecurity.event;

import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import org.jspecify.annotations.Nullable;

/**
 * Ends sessions because of what happens to their account. It is here because accounts and
 * sessions know nothing of each other but this.
 */
@FunctionalInterface
public interface SessionEnder {

	/**
	 * Ends the sessions of a user as a part of the transaction of the caller.
	 * @param userId the verified user id
	 * @param exceptSessionId the session that goes on, {@code null} for none
	 * @param reason why
	 * @param client where the request came from
	 * @return tells of it, to be called when that transaction is over
	 */
	Runnable endSessions(String userId, @Nullable String exceptSessionId, SessionEnded.Reason reason, Client client);

}
