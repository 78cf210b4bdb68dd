package io.github.jwtsecurity.account;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a few passwords be hashed at once, and the others wait for their turn in the order
 * they came. So a flood of logins takes as much memory as these few hashes, not as many
 * as there are requests.
 *
 * <p>
 * Hashes run on platform threads of their own. A virtual thread that hashes keeps its
 * carrier, and a queue of them keeps all carriers until the last one is served; the
 * operating system on the other hand shares the processors between these threads and
 * those that answer other requests.
 */
final class HashGate implements Closeable {

	private static final Duration MIN_RETRY_AFTER = Duration.ofSeconds(1);

	private static final Duration IDLE = Duration.ofSeconds(10);

	private final int size;

	private final Duration timeout;

	private final Semaphore permits;

	private final ThreadPoolExecutor threads;

	/**
	 * Creates a new gate.
	 * @param size how many may pass at once, at least one
	 * @param timeout how long each waits at most
	 */
	HashGate(int size, Duration timeout) {
		this.size = size;
		this.timeout = timeout;
		this.permits = new Semaphore(size, true);
		this.threads = new ThreadPoolExecutor(size, size, IDLE.toMillis(), TimeUnit.MILLISECONDS,
				new LinkedBlockingQueue<>(), HashGate::thread);
		this.threads.allowCoreThreadTimeOut(true);
	}

	static HashGate of(PasswordProperties properties) {
		int configured = properties.maxConcurrentHashes();
		return new HashGate((configured > 0) ? configured : Runtime.getRuntime().availableProcessors(),
				properties.hashQueueTimeout());
	}

	/**
	 * Waits for a turn, and for the hash. Its permit is given back when the hash is done,
	 * also if nobody waits for it any more.
	 * @param <T> the type of the result
	 * @param hash is called once, on another thread
	 * @return what it returned
	 * @throws HashQueueTimeoutException if its turn did not come in time, or the thread
	 * was interrupted, which it is still
	 */
	<T> T call(Supplier<T> hash) {
		try {
			if (!this.permits.tryAcquire(TimeUnit.NANOSECONDS.convert(this.timeout), TimeUnit.NANOSECONDS)) {
				throw timeout();
			}
			return start(hash).get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw timeout();
		}
		catch (ExecutionException ex) {
			throw rethrow(ex);
		}
	}

	private <T> FutureTask<T> start(Supplier<T> hash) {
		Callable<T> work = () -> {
			try {
				return hash.get();
			}
			finally {
				this.permits.release();
			}
		};
		FutureTask<T> task = new FutureTask<>(work);
		boolean started = false;
		try {
			this.threads.execute(task);
			started = true;
			return task;
		}
		catch (RejectedExecutionException ex) {
			throw timeout();
		}
		finally {
			if (!started) {
				this.permits.release();
			}
		}
	}

	/**
	 * How many have passed the gate and are not done.
	 */
	int active() {
		return this.size - this.permits.availablePermits();
	}

	/**
	 * About how many wait for their turn.
	 */
	int queued() {
		return this.permits.getQueueLength();
	}

	/**
	 * Lets nobody pass any more. What has begun is finished.
	 */
	@Override
	public void close() {
		this.threads.shutdown();
	}

	/**
	 * Who comes back after the time that was too short finds another queue.
	 */
	private HashQueueTimeoutException timeout() {
		boolean tooSoon = this.timeout.compareTo(MIN_RETRY_AFTER) < 0;
		return new HashQueueTimeoutException(tooSoon ? MIN_RETRY_AFTER : this.timeout);
	}

	private static RuntimeException rethrow(ExecutionException ex) {
		if (ex.getCause() instanceof Error error) {
			throw error;
		}
		return (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex.getCause());
	}

	private static Thread thread(Runnable work) {
		// Nothing that a request left on its thread is inherited.
		Thread thread = new Thread(null, work, "password-hash", 0, false);
		thread.setDaemon(true);
		return thread;
	}

}
