package io.github.jwtsecurity.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent.AccountDeleted;
import io.github.jwtsecurity.jdbc.PeriodicLifecycle;
import io.github.jwtsecurity.jdbc.PeriodicTasks;
import io.github.jwtsecurity.jdbc.StoreException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A background task that deletes accounts whose address was not verified in time. An
 * account that somebody has logged in to is kept: it was created before verification was
 * required.
 */
final class UnverifiedAccountCleaner implements PeriodicLifecycle {

	private static final Log logger = LogFactory.getLog(UnverifiedAccountCleaner.class);

	private static final Duration INTERVAL = Duration.ofMinutes(5);

	private static final int BATCH_SIZE = 100;

	private final AccountStores stores;

	private final Duration lifetime;

	private final AccountEvents events;

	private final Clock clock;

	private final PeriodicTasks tasks = new PeriodicTasks("jwt-security-accounts-",
			new PeriodicTasks.Task(INTERVAL, this::cleanAll));

	UnverifiedAccountCleaner(AccountStores stores, Duration lifetime, AccountEvents events, Clock clock) {
		this.stores = stores;
		this.lifetime = lifetime;
		this.events = events;
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
			Instant now = this.clock.instant();
			Map<String, Runnable> deleted = this.stores.unitOfWork().execute(() -> delete(now.minus(this.lifetime)));
			deleted.forEach((id, ended) -> {
				logger.info("Deleted the account " + id + ", which nobody has verified");
				this.events.publishAfterCommit(new AccountDeleted(now, id, Client.UNKNOWN));
				ended.run();
			});
			return deleted.size() == BATCH_SIZE;
		}
		catch (StoreException ex) {
			logger.warn("Unverified accounts could not be deleted now: " + ex.getMessage());
			return false;
		}
	}

	private Map<String, Runnable> delete(Instant before) {
		Map<String, Runnable> deleted = new LinkedHashMap<>();
		StoreException.guard("accounts", () -> this.stores.accounts().deleteUnverified(before, BATCH_SIZE))
			.forEach((id) -> deleted.put(id, this.stores.deleteDataOf(id, Client.UNKNOWN)));
		return deleted;
	}

	@Override
	public PeriodicTasks tasks() {
		return this.tasks;
	}

	/**
	 * Returns a phase before that of the web server, like that of the maintenance of
	 * sessions: the task runs until the last request has ended.
	 */
	@Override
	public int getPhase() {
		return 0;
	}

}
