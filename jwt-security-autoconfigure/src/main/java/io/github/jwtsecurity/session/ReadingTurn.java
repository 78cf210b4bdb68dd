package io.github.jwtsecurity.session;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The turn to read something, which one thread has at a time. Requests wait for it too,
 * but only some of them and not for long, so that a reading that hangs does not hold all
 * threads.
 */
final class ReadingTurn {

	private final ReentrantLock lock = new ReentrantLock();

	private final Semaphore requests = new Semaphore(100);

	private final Duration longestWait;

	/**
	 * Creates a turn that is free.
	 * @param longestWait how long a request waits for it at most
	 */
	ReadingTurn(Duration longestWait) {
		this.longestWait = longestWait;
	}

	/**
	 * Waits for the turn as long as it takes.
	 * @param reading called by this thread
	 */
	void await(Runnable reading) {
		this.lock.lock();
		try {
			reading.run();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits for the turn in a request, unless too many others do.
	 * @param reading called by this thread, if its turn comes
	 * @param late called if it does not come in time
	 */
	void awaitInRequest(Runnable reading, Runnable late) {
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
