package io.github.jwtsecurity.web;

import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import io.github.jwtsecurity.ratelimit.Attempt;
import io.github.jwtsecurity.ratelimit.RateLimitExceededException;
import org.jspecify.annotations.Nullable;

/**
 * What may be tried only so often, and waits for its turn. It begins to count when its
 * turn has come.
 */
final class LimitedAttempt {

	private final Supplier<Attempt> begin;

	private final @Nullable String userId;

	private final @Nullable String email;

	private volatile @Nullable Attempt attempt;

	/**
	 * Creates a new one.
	 * @param begin counts it
	 * @param userId the verified user id, {@code null} if it is not known
	 * @param email what was typed as the email address, {@code null} if nothing was
	 */
	LimitedAttempt(Supplier<Attempt> begin, @Nullable String userId, @Nullable String email) {
		this.begin = begin;
		this.userId = userId;
		this.email = email;
	}

	/**
	 * Looks whether it may wait for its turn.
	 * @param check looks
	 * @throws ProblemException if there were too many
	 */
	LimitedAttempt require(Runnable check) {
		limited(() -> {
			check.run();
			return true;
		});
		return this;
	}

	/**
	 * Begins, when the turn has come.
	 * @throws ProblemException if there were too many
	 */
	void begin() {
		if (this.attempt == null) {
			this.attempt = limited(this.begin);
		}
	}

	/**
	 * Says that the password was right.
	 */
	void succeeded() {
		if (this.attempt != null) {
			this.attempt.succeeded();
		}
	}

	/**
	 * Says that there is no outcome, so it is not counted. If that is because too many
	 * wait for the database, the thread that hashes is the one that says so, and must not
	 * wait too; then it stays counted.
	 * @param failure why there is none, {@code null} if there is nothing wrong
	 */
	void cancelled(@Nullable Throwable failure) {
		Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : failure;
		if (this.attempt != null && !(cause instanceof RejectedExecutionException)) {
			this.attempt.cancelled();
		}
	}

	private <T> T limited(Supplier<T> action) {
		try {
			return action.get();
		}
		catch (RateLimitExceededException ex) {
			throw new ProblemException(Problem.rateLimited(ex, this.userId, this.email));
		}
	}

}
