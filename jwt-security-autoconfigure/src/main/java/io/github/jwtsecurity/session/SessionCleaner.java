package io.github.jwtsecurity.session;

import java.time.Clock;
import java.time.Duration;

import io.github.jwtsecurity.token.LogText;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.NestedExceptionUtils;

/**
 * A cleaner that deletes sessions whose tokens have all expired, in small batches.
 */
final class SessionCleaner {

	private static final Log logger = LogFactory.getLog(SessionCleaner.class);

	private static final int BATCH_SIZE = 500;

	private final SessionRepository repository;

	private final Duration retention;

	private final Clock clock;

	/**
	 * Creates a cleaner.
	 * @param repository the repository of the sessions
	 * @param retention the time for which access tokens can be valid after the expiry of
	 * their session: a deleted session can no longer be ended
	 * @param clock the clock
	 */
	SessionCleaner(SessionRepository repository, Duration retention, Clock clock) {
		this.repository = repository;
		this.retention = retention;
		this.clock = clock;
	}

	/**
	 * Deletes a limited number of sessions.
	 * @return whether there may be more to delete
	 */
	boolean clean() {
		try {
			int deleted = this.repository.deleteExpired(this.clock.instant().minus(this.retention), BATCH_SIZE);
			logger.debug("Deleted expired sessions: " + deleted);
			return deleted >= BATCH_SIZE;
		}
		catch (RuntimeException ex) {
			logger.warn("Expired sessions could not be deleted now: "
					+ LogText.of(NestedExceptionUtils.getMostSpecificCause(ex).toString()));
			logger.debug("The failure", ex);
			return false;
		}
	}

}
