package io.github.jwtsecurity.account;

import java.time.Duration;

import io.github.jwtsecurity.account.password.BoundedExecutor;

import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * A factory of executors for changes of accounts, which follow the hashing of a password.
 */
final class AccountExecutor {

	private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

	private AccountExecutor() {
	}

	/**
	 * Creates an executor. Its shutdown waits until pending changes are stored, for ten
	 * seconds at most.
	 */
	static ThreadPoolTaskExecutor create(String threadNamePrefix) {
		ThreadPoolTaskExecutor executor = BoundedExecutor.create(threadNamePrefix);
		executor.setWaitForTasksToCompleteOnShutdown(true);
		executor.setAwaitTerminationMillis(SHUTDOWN_TIMEOUT.toMillis());
		return executor;
	}

}
