package io.github.jwtsecurity.event;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * Does what must not be done for a change that is rolled back. It is public for the
 * packages that have such a thing to do.
 */
public final class AfterCommit {

	private static final boolean TRANSACTIONS = ClassUtils.isPresent(
			"org.springframework.transaction.support.TransactionSynchronizationManager",
			AfterCommit.class.getClassLoader());

	private AfterCommit() {
	}

	/**
	 * Runs an action when the transaction of the caller is committed, or at once if there
	 * is none.
	 * @param action what to do; must not throw
	 */
	public static void run(Runnable action) {
		if (!TRANSACTIONS || !Synchronization.register(action)) {
			action.run();
		}
	}

	/**
	 * Apart, since the classes that it names are not on every class path.
	 */
	private record Synchronization(Runnable action) implements TransactionSynchronization {

		static boolean register(Runnable action) {
			boolean active = TransactionSynchronizationManager.isSynchronizationActive();
			if (active) {
				TransactionSynchronizationManager.registerSynchronization(new Synchronization(action));
			}
			return active;
		}

		@Override
		public void afterCommit() {
			this.action.run();
		}

	}

}
