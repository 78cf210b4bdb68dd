package io.github.jwtsecurity.account.password;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A hash in the queue of a {@link HashGate}. Its turn ends exactly once: the hash begins,
 * or its time is over.
 *
 * @param <T> the type of the result
 */
final class QueuedHash<T> {

	/**
	 * The hash to compute, removed at the end of the turn because it holds a password.
	 */
	private volatile @Nullable Supplier<T> hash;

	private final HashGate gate;

	private final long queuedAt = System.nanoTime();

	private final CompletableFuture<Void> turn = new CompletableFuture<>();

	private final CompletableFuture<T> result = new CompletableFuture<>();

	QueuedHash(Supplier<T> hash, HashGate gate) {
		this.hash = hash;
		this.gate = gate;
	}

	/**
	 * Limits the time that the hash waits. The JDK has one thread for all time-outs, so
	 * tasks that are chained to the result must not run on that thread.
	 */
	CompletableFuture<T> await(Duration timeout, BiConsumer<CompletableFuture<?>, Duration> timeLimit,
			Executor executor) {
		timeLimit.accept(this.turn, timeout);
		this.turn.exceptionallyAsync((ex) -> refuse(), executor);
		return this.result;
	}

	void run() {
		Runnable end = this.turn.complete(null) ? begin() : () -> fail(this.gate.timeout());
		this.hash = null;
		this.gate.left();
		end.run();
	}

	private Runnable begin() {
		if (this.gate.isClosed()) {
			HashQueueTimeoutException refusal = this.gate.refuse();
			return () -> fail(refusal);
		}
		this.gate.passed(System.nanoTime() - this.queuedAt);
		try {
			T value = Objects.requireNonNull(this.hash).get();
			return () -> this.result.complete(value);
		}
		catch (Throwable ex) {
			return () -> fail(ex);
		}
	}

	private Void refuse() {
		this.hash = null;
		this.gate.remove(this);
		fail(this.gate.refuse());
		return null;
	}

	private void fail(Throwable ex) {
		this.result.completeExceptionally(ex);
	}

}
