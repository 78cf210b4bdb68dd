package io.github.jwtsecurity.endpoint;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.ProblemException;

/**
 * A delay for the refusals of attempts beyond the limits. A client that repeats its
 * attempts as fast as it can would otherwise keep the processors busy with refusals, and
 * slow down the hashing of other passwords. A delayed refusal occupies no thread.
 */
final class RefusalDelay {

	private static final Duration DELAY = Duration.ofMillis(250);

	/**
	 * The maximum number of delayed refusals. More of them would take more memory than
	 * the delay is worth.
	 */
	private static final int MAXIMUM = 1_000;

	private final Executor delayed;

	private final Semaphore places;

	RefusalDelay() {
		this(CompletableFuture.delayedExecutor(DELAY.toMillis(), TimeUnit.MILLISECONDS, Runnable::run), MAXIMUM);
	}

	/**
	 * Creates a new delay.
	 * @param delayed the executor that runs refusals after the delay
	 * @param maximum the maximum number of delayed refusals; further refusals are not
	 * delayed
	 */
	RefusalDelay(Executor delayed, int maximum) {
		this.delayed = delayed;
		this.places = new Semaphore(maximum);
	}

	/**
	 * Runs an attempt.
	 * @param attempt the attempt, which may throw a {@link ProblemException}
	 * @return the outcome of the attempt, at once unless there were too many attempts
	 */
	<T> CompletableFuture<T> apply(Supplier<CompletableFuture<T>> attempt) {
		return make(attempt).exceptionallyCompose((failure) -> {
			CompletableFuture<T> refused = CompletableFuture.failedFuture(failure);
			return (isRateLimited(failure) && this.places.tryAcquire()) ? delay(refused) : refused;
		});
	}

	private static <T> CompletableFuture<T> make(Supplier<CompletableFuture<T>> attempt) {
		try {
			return attempt.get();
		}
		catch (ProblemException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private <T> CompletableFuture<T> delay(CompletableFuture<T> refused) {
		return CompletableFuture.runAsync(this.places::release, this.delayed).thenCompose((time) -> refused);
	}

	private static boolean isRateLimited(Throwable failure) {
		return AccountEndpoint.unwrap(failure) instanceof ProblemException refusal
				&& refusal.problem().code() == ErrorCode.RATE_LIMITED;
	}

}
