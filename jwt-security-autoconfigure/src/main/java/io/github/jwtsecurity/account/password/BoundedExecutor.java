package io.github.jwtsecurity.account.password;

import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * A factory of executors that reject work when their queue is full.
 *
 * @hidden
 */
public final class BoundedExecutor {

	/**
	 * The number of threads: fewer than the default number of connections in a pool, so
	 * that connections are left for others.
	 */
	private static final int THREADS = 8;

	/**
	 * The capacity of the queue, which fills only if the threads wait for something slow.
	 */
	private static final int QUEUE = 100;

	private BoundedExecutor() {
	}

	/**
	 * Creates an executor, which the caller has to shut down.
	 * @param threadNamePrefix the prefix of the names of the threads
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
