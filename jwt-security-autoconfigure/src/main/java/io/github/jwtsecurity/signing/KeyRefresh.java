package io.github.jwtsecurity.signing;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * The reads of the keys that requests start and wait for. Each request waits for a read
 * that begins after the request. One read runs at a time, and a pause follows each, so
 * that a flood of requests does not query the store all the time. If a read takes too
 * long, no further request waits for it.
 */
final class KeyRefresh {

	private static final Duration PAUSE = Duration.ofMillis(100);

	private final Semaphore waiting = new Semaphore(100);

	private final Runnable reading;

	/** The read that has begun last. */
	private CompletableFuture<Void> begun = CompletableFuture.completedFuture(null);

	/** The read that has not begun yet. */
	private @Nullable CompletableFuture<Void> next;

	/** A read that has taken too long for a request. */
	private volatile CompletableFuture<Void> late = this.begun;

	private volatile long lastEnd = System.nanoTime() - PAUSE.toNanos();

	/**
	 * Creates reads of which none is running.
	 * @param reading the action of a read, which does not throw
	 */
	KeyRefresh(Runnable reading) {
		this.reading = reading;
	}

	/**
	 * Waits for the end of the next read.
	 * @param longestWait the longest time for which the request waits
	 * @return {@code false} if too many other requests wait, or the read takes longer or
	 * an earlier read has already taken longer
	 */
	boolean await(Duration longestWait) {
		if (!this.late.isDone() || !this.waiting.tryAcquire()) {
			return false;
		}
		CompletableFuture<Void> end = next();
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

	private synchronized CompletableFuture<Void> next() {
		if (this.next == null) {
			CompletableFuture<Void> before = this.begun;
			this.next = OwnThread.start(() -> readAfter(before));
		}
		return this.next;
	}

	private void readAfter(CompletableFuture<Void> before) {
		before.handle((result, failure) -> "ended").join();
		long rest = this.lastEnd + PAUSE.toNanos() - System.nanoTime();
		while (rest > 0) {
			LockSupport.parkNanos(rest);
			rest = this.lastEnd + PAUSE.toNanos() - System.nanoTime();
		}
		begin();
		try {
			this.reading.run();
		}
		finally {
			this.lastEnd = System.nanoTime();
		}
	}

	/**
	 * Begins the next read. A request that comes from now on needs another one.
	 */
	private synchronized void begin() {
		this.begun = Objects.requireNonNull(this.next);
		this.next = null;
	}

}
