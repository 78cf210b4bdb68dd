package io.github.jwtsecurity.session;

import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.event.SessionEnder;
import org.jspecify.annotations.Nullable;

/**
 * A session ender for the accounts of this service. It is separate from the
 * {@link SessionService}, so that the interface between the packages is not a part of the
 * service's own.
 */
final class AccountSessionEnder implements SessionEnder {

	private final SessionService sessionService;

	AccountSessionEnder(SessionService sessionService) {
		this.sessionService = sessionService;
	}

	@Override
	public boolean usesDataSource() {
		return this.sessionService.usesDataSource();
	}

	@Override
	public Runnable endSessions(String userId, @Nullable String exceptSessionId, SessionEnded.Reason reason,
			Client client) {
		return this.sessionService.endSessions(userId, exceptSessionId, reason, client);
	}

}
