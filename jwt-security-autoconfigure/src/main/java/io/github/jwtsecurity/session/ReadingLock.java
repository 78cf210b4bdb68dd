package io.github.jwtsecurity.session;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock for a read that runs on one thread at a time. Requests also wait for the lock,
 * but only a limited number of them and for a limited time, so that a read that hangs
 * does not block all threads.
 */
final class ReadingLock {

	private final ReentrantLock lock = new ReentrantLock();

	private final Semaphore requests = new Semaphore(100);

	private final Duration longestWait;

	/**
	 * Creates a lock.
	 * @param longestWait the longest time that a request waits
	 */
	ReadingLock(Duration longestWait) {
		this.longestWait = longestWait;
	}

	/**
	 * Runs a read on the current thread, after waiting for the lock as long as necessary.
	 * @param reading the read to run
	 */
	void run(Runnable reading) {
		this.lock.lock();
		try {
			reading.run();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Runs a read on the thread of a request, unless too many other requests wait.
	 * @param reading the read to run
	 * @param late the action to run instead if the lock is not free in time
	 */
	void runInRequest(Runnable reading, Runnable late) {
		if (!this.requests.tryAcquire()) {
			return;
		}
		try {
			if (!this.lock.tryLock(this.longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
				late.run();
				return;
			}
			try {
				reading.run();
			}
			finally {
				this.lock.unlock();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.requests.release();
		}
	}

}
