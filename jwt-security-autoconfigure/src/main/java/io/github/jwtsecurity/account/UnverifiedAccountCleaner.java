package io.github.jwtsecurity.account;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.github.jwtsecurity.jdbc.PeriodicTasks;
import io.github.jwtsecurity.jdbc.StoreException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.SmartLifecycle;

/**
 * A background task that deletes accounts whose address was not verified in time. An
 * account that somebody has logged in to is kept: it was created before verification was
 * required.
 */
final class UnverifiedAccountCleaner implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(UnverifiedAccountCleaner.class);

	private static final Duration INTERVAL = Duration.ofMinutes(5);

	private static final int BATCH_SIZE = 100;

	private final AccountRepository repository;

	private final Duration lifetime;

	private final Clock clock;

	private final PeriodicTasks tasks = new PeriodicTasks("jwt-security-accounts-",
			new PeriodicTasks.Task(INTERVAL, this::cleanAll));

	UnverifiedAccountCleaner(AccountRepository repository, Duration lifetime, Clock clock) {
		this.repository = repository;
		this.lifetime = lifetime;
		this.clock = clock;
	}

	private void cleanAll() {
		this.tasks.repeatWhileRunning(this::clean);
	}

	/**
	 * Deletes a limited number of accounts.
	 * @return whether there may be more to delete
	 */
	boolean clean() {
		try {
			List<String> deleted = StoreException.guard("accounts",
					() -> this.repository.deleteUnverified(this.clock.instant().minus(this.lifetime), BATCH_SIZE));
			deleted.forEach((id) -> logger.info("Deleted the account " + id + ", which nobody has verified"));
			return deleted.size() == BATCH_SIZE;
		}
		catch (StoreException ex) {
			logger.warn("Unverified accounts could not be deleted now: " + ex.getMessage());
			return false;
		}
	}

	@Override
	public void start() {
		this.tasks.start();
	}

	@Override
	public void stop() {
		this.tasks.stop();
	}

	@Override
	public boolean isRunning() {
		return this.tasks.isRunning();
	}

}
