package io.github.jwtsecurity.account;

import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Ends the sessions of an account.
 */
@FunctionalInterface
interface SessionEnder {

	/**
	 * Ends them.
	 * @param userId whose they are
	 * @param exceptSessionId the session that goes on, {@code null} for none
	 * @param reason why
	 * @param client where the request came from
	 */
	void endAll(String userId, @Nullable String exceptSessionId, Reason reason, Client client);

}
