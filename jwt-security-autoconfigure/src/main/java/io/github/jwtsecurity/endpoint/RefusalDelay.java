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
 * A delay of the refusals of attempts that are too many. A client that repeats its
 * attempts as fast as it can would otherwise keep the processors busy with refusals, and
 * the passwords of others would be hashed slowly. A refusal that waits holds no thread.
 */
final class RefusalDelay {

	private static final Duration DELAY = Duration.ofMillis(250);

	/** The maximum number of delayed refusals, which bounds the memory that they take. */
	private static final int MAXIMUM = 1_000;

	private final Executor delayed;

	private final Semaphore places;

	RefusalDelay() {
		this(CompletableFuture.delayedExecutor(DELAY.toMillis(), TimeUnit.MILLISECONDS, Runnable::run), MAXIMUM);
	}

	/**
	 * Creates a new delay.
	 * @param delayed an executor that runs its tasks after the delay
	 * @param maximum the number of refusals that wait; any more are not delayed
	 */
	RefusalDelay(Executor delayed, int maximum) {
		this.delayed = delayed;
		this.places = new Semaphore(maximum);
	}

	/**
	 * Makes an attempt.
	 * @param attempt the attempt, which may throw a {@link ProblemException}
	 * @return the outcome, at once unless there were too many attempts
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
