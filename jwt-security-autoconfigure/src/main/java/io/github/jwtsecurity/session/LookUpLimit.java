package io.github.jwtsecurity.session;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A limit for look-ups on the threads of requests. Only a few run at the same time, and
 * others wait for a limited time, so that a repository that hangs does not block all
 * threads.
 */
final class LookUpLimit {

	private final Semaphore permits = new Semaphore(8);

	private final Duration longestWait;

	/**
	 * Creates a limit.
	 * @param longestWait the longest time that a request waits
	 */
	LookUpLimit(Duration longestWait) {
		this.longestWait = longestWait;
	}

	/**
	 * Runs a look-up on the current thread.
	 * @param <T> the type of the result
	 * @param lookUp the look-up to run
	 * @param late the action to run instead if there are too many others for too long
	 * @return the result, {@code null} if the look-up was not run
	 */
	<T> @Nullable T run(Supplier<T> lookUp, Runnable late) {
		try {
			if (!this.permits.tryAcquire(this.longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
				late.run();
				return null;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
		try {
			return lookUp.get();
		}
		finally {
			this.permits.release();
		}
	}

}
