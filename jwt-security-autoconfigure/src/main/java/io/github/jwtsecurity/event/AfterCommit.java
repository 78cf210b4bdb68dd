package io.github.jwtsecurity.event;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * A utility that defers an action until the transaction of the caller is committed, for
 * actions that must not happen if the transaction is rolled back.
 *
 * @hidden
 */
public final class AfterCommit {

	static final String TRANSACTION_SUPPORT = "org.springframework.transaction.support.TransactionSynchronizationManager";

	private static final boolean TRANSACTIONS = ClassUtils.isPresent(TRANSACTION_SUPPORT,
			AfterCommit.class.getClassLoader());

	private AfterCommit() {
	}

	/**
	 * Runs an action when the transaction of the caller is committed, or immediately if
	 * there is no transaction.
	 * @param action the action, which must not throw an exception
	 */
	public static void run(Runnable action) {
		if (!TRANSACTIONS || !Synchronization.register(action)) {
			action.run();
		}
	}

	/**
	 * A transaction callback in a class of its own, since Spring's transaction classes
	 * are optional.
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
