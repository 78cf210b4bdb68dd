package io.github.jwtsecurity.signing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * A read of the keys that requests start and wait for. One read runs at a time. If it
 * takes too long, no further request waits for it.
 */
final class KeyRefresh {

	private final Semaphore waiting = new Semaphore(100);

	private final Runnable reading;

	private @Nullable CompletableFuture<Void> running;

	private volatile @Nullable CompletableFuture<Void> late;

	/**
	 * Creates a read that is not running.
	 * @param reading the read, which does not throw
	 */
	KeyRefresh(Runnable reading) {
		this.reading = reading;
	}

	/**
	 * Waits for the end of the read that is running or of a new one.
	 * @param longestWait the longest time for which the request waits
	 * @return {@code false} if too many other requests wait, or the read takes longer or
	 * has already taken longer
	 */
	boolean await(Duration longestWait) {
		CompletableFuture<Void> end = start();
		if (end == this.late || !this.waiting.tryAcquire()) {
			return false;
		}
		try {
			end.get(longestWait.toMillis(), TimeUnit.MILLISECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			this.late = end;
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("The signing keys could not be read", ex.getCause());
		}
		finally {
			this.waiting.release();
		}
	}

	private synchronized CompletableFuture<Void> start() {
		if (this.running == null || this.running.isDone()) {
			this.running = OwnThread.start(this.reading);
		}
		return this.running;
	}

}
