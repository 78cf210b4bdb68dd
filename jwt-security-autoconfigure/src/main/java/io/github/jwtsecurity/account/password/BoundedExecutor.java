package io.github.jwtsecurity.account.password;

import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * A factory of executors that reject work instead of creating a thread for each. It is
 * public for other packages of the library.
 */
public final class BoundedExecutor {

	/** Fewer than a connection pool has by default, so that others get one too. */
	private static final int THREADS = 8;

	/**
	 * The capacity of the queue, which is empty unless what the threads wait for is slow.
	 */
	private static final int QUEUE = 100;

	private BoundedExecutor() {
	}

	/**
	 * Creates an executor, which the caller has to shut down.
	 * @param threadNamePrefix the prefix of the names of its threads
	 * @return the executor
	 */
	public static ThreadPoolTaskExecutor create(String threadNamePrefix) {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setCorePoolSize(THREADS);
		executor.setMaxPoolSize(THREADS);
		executor.setQueueCapacity(QUEUE);
		executor.setAllowCoreThreadTimeOut(true);
		executor.setThreadNamePrefix(threadNamePrefix);
		executor.setDaemon(true);
		executor.initialize();
		return executor;
	}

}
