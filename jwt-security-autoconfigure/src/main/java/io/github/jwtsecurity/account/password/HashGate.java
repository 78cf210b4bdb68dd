package io.github.jwtsecurity.account.password;

import java.io.Closeable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A gate that limits the number of passwords that are hashed at the same time. Other
 * passwords wait for their turn in a {@link FairQueue}, so that no account and no address
 * delays the others. A flood of logins takes only the memory of these few hashes,
 * regardless of the number of requests. A password that waits occupies no thread.
 * <p>
 * Hashes run on platform threads of their own. A virtual thread that hashes would keep
 * its carrier, and a queue of them would keep all carriers until the last hash is done;
 * the operating system, in contrast, shares the processors between these threads and
 * those of other requests.
 */
final class HashGate implements Closeable {

	private static final Duration MIN_RETRY_AFTER = Duration.ofSeconds(1);

	private static final Duration IDLE = Duration.ofSeconds(10);

	private final int size;

	/** The maximum number of passwords that are hashed or wait. */
	private final int room;

	private final Duration timeout;

	/** A function that fails a turn with a {@link TimeoutException} after a duration. */
	private final BiConsumer<CompletableFuture<?>, Duration> timeLimit;

	/** The time that rejected callers receive as {@code Retry-After}. */
	private final Duration retryAfter;

	/** The number of passwords that are hashed or wait. */
	private final AtomicInteger inside = new AtomicInteger();

	private final LongAdder passed = new LongAdder();

	private final LongAdder nanosWaited = new LongAdder();

	private final LongAdder refused = new LongAdder();

	private final FairQueue<QueuedHash<?>> queue = new FairQueue<>();

	/** A task for each waiting password, which serves the password whose turn it is. */
	private final Runnable turn = this::nextTurn;

	private final ThreadPoolExecutor threads;

	/**
	 * The threads for time-outs. There are several, so that a task that is chained to one
	 * result hardly delays another. They are not closed with the gate, because waiting
	 * passwords can still time out then.
	 */
	private final Executor timeouts = pool(4, "password-hash-timeout");

	/**
	 * Creates a new gate.
	 * @param size the number of passwords that are hashed at once, at least one
	 * @param timeout the maximum time that a password waits, zero for no waiting
	 */
	HashGate(int size, Duration timeout) {
		this(size, timeout, (turn, limit) -> turn.orTimeout(TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS));
	}

	/**
	 * Creates a new gate with a separate implementation of time limits.
	 * @param size the number of passwords that are hashed at once, at least one
	 * @param timeout the maximum time that a password waits, zero for no waiting
	 * @param timeLimit the function that fails a turn after a duration
	 */
	HashGate(int size, Duration timeout, BiConsumer<CompletableFuture<?>, Duration> timeLimit) {
		this.size = size;
		this.room = timeout.isZero() ? size : Integer.MAX_VALUE;
		this.timeout = timeout;
		this.timeLimit = timeLimit;
		this.retryAfter = (timeout.compareTo(MIN_RETRY_AFTER) < 0) ? MIN_RETRY_AFTER : timeout;
		this.threads = pool(size, "password-hash");
	}

	static HashGate of(PasswordProperties properties) {
		int configured = properties.maxConcurrentHashes();
		return new HashGate((configured > 0) ? configured : Runtime.getRuntime().availableProcessors(),
				properties.hashQueueTimeout());
	}

	/**
	 * Queues a hash, without waiting. A hash that has begun keeps its place until it is
	 * done, even if its caller does not wait any more.
	 * <p>
	 * A task that is chained to the result without an executor runs on the thread of the
	 * hash and delays the next hash, so it must not block.
	 * @param <T> the type of the result
	 * @param flows the flows that the hash belongs to, see {@link FairQueue}
	 * @param hash the hash, which is called at most once, on another thread
	 * @return the result or exception of the hash, or a {@link HashQueueTimeoutException}
	 * if its turn does not come in time or the gate is closed
	 */
	<T> CompletableFuture<T> submit(Set<String> flows, Supplier<T> hash) {
		int before = this.inside.getAndUpdate((count) -> (count < this.room) ? count + 1 : count);
		if (before >= this.room) {
			return CompletableFuture.failedFuture(refuse());
		}
		QueuedHash<T> queued = new QueuedHash<>(hash, this);
		this.queue.add(queued, flows);
		boolean accepted = false;
		try {
			this.threads.execute(this.turn);
			accepted = true;
		}
		catch (RejectedExecutionException ex) {
			accepted = true;
			if (this.queue.remove(queued)) {
				left();
				return CompletableFuture.failedFuture(refuse());
			}
			// Another task has served this password, so this task refuses the next one
			// instead.
			nextTurn();
		}
		finally {
			if (!accepted) {
				remove(queued);
			}
		}
		// A free thread may need a moment to start, however short the timeout is.
		return queued.await((before < this.size) ? this.retryAfter : this.timeout, this.timeLimit, this.timeouts);
	}

	private void nextTurn() {
		QueuedHash<?> next = this.queue.poll();
		if (next != null) {
			next.run();
		}
	}

	/**
	 * Removes a hash that is no longer needed, together with its password.
	 */
	void remove(QueuedHash<?> queued) {
		if (this.queue.remove(queued)) {
			this.threads.remove(this.turn);
			left();
		}
	}

	/**
	 * Records that the turn of a password has come.
	 */
	void passed(long nanosWaited) {
		this.nanosWaited.add(nanosWaited);
		this.passed.increment();
	}

	/**
	 * Releases the place of a finished or abandoned password.
	 */
	void left() {
		this.inside.decrementAndGet();
	}

	boolean isClosed() {
		return this.threads.isShutdown();
	}

	/**
	 * Records the refusal of a password. This method is called once for each refused
	 * password.
	 * @return the exception for the caller
	 */
	HashQueueTimeoutException refuse() {
		this.refused.increment();
		return timeout();
	}

	HashQueueTimeoutException timeout() {
		return new HashQueueTimeoutException(this.retryAfter);
	}

	/**
	 * Returns the number of passwords that are being hashed.
	 */
	int active() {
		return Math.min(this.inside.get(), this.size);
	}

	/**
	 * Returns the number of passwords that wait for their turn.
	 */
	int queued() {
		return Math.max(this.inside.get() - this.size, 0);
	}

	/**
	 * Returns the number of passwords that have passed the gate so far.
	 */
	long totalPassed() {
		return this.passed.sum();
	}

	/**
	 * Returns the total time that these passwords have waited, in nanoseconds.
	 */
	long totalNanosWaited() {
		return this.nanosWaited.sum();
	}

	/**
	 * Returns the number of passwords that were refused so far.
	 */
	long totalRefused() {
		return this.refused.sum();
	}

	/**
	 * Closes the gate. Hashes that have begun are finished. Waiting passwords are refused
	 * as soon as a thread is free, or when their time is over.
	 */
	@Override
	public void close() {
		this.threads.shutdown();
	}

	private static ThreadPoolExecutor pool(int size, String name) {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(size, size, IDLE.toMillis(), TimeUnit.MILLISECONDS,
				new LinkedBlockingQueue<>(), (work) -> thread(name, work));
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

	private static Thread thread(String name, Runnable work) {
		// The thread inherits no thread-local values of the request.
		Thread thread = new Thread(null, work, name, 0, false);
		thread.setContextClassLoader(HashGate.class.getClassLoader());
		thread.setDaemon(true);
		return thread;
	}

}
