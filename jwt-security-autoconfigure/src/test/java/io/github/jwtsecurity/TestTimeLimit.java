package io.github.jwtsecurity;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * A time limit that a test ends.
 */
public final class TestTimeLimit implements BiConsumer<CompletableFuture<?>, Duration> {

	private final Queue<CompletableFuture<?>> limited = new ConcurrentLinkedQueue<>();

	@Override
	public void accept(CompletableFuture<?> future, Duration limit) {
		this.limited.add(future);
	}

	/**
	 * Ends the time limit of all waiting futures.
	 */
	public void end() {
		for (CompletableFuture<?> next = this.limited.poll(); next != null; next = this.limited.poll()) {
			next.completeExceptionally(new TimeoutException());
		}
	}

}
