package io.github.jwtsecurity.endpoint;

import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import io.github.jwtsecurity.account.password.PasswordAttempt;
import io.github.jwtsecurity.ratelimit.Attempt;
import io.github.jwtsecurity.ratelimit.AttemptLimits;
import io.github.jwtsecurity.ratelimit.RateLimitExceededException;
import io.github.jwtsecurity.web.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A rate-limited attempt that counts once its password hash starts.
 */
final class LimitedAttempt implements PasswordAttempt {

	private final AttemptLimits limits;

	private final @Nullable String userId;

	private final @Nullable String email;

	private final Runnable onLocked;

	private volatile @Nullable Attempt attempt;

	/**
	 * Creates a new attempt.
	 * @param limits the limits, which are checked now
	 * @param userId the verified user id, {@code null} if it is unknown
	 * @param email the email address as the user typed it, {@code null} if there is none
	 * @param onLocked the action for the failure after which further attempts have to
	 * wait longer
	 * @throws ProblemException if there were too many attempts
	 */
	LimitedAttempt(AttemptLimits limits, @Nullable String userId, @Nullable String email, Runnable onLocked) {
		this.limits = limits;
		this.userId = userId;
		this.email = email;
		this.onLocked = onLocked;
		limited(() -> {
			limits.check();
			return true;
		});
	}

	@Override
	public Set<String> flows() {
		return this.limits.flows();
	}

	/**
	 * Begins the attempt when its turn has come.
	 * @throws ProblemException if there were too many attempts
	 */
	@Override
	public void begin() {
		if (this.attempt == null) {
			this.attempt = limited(this.limits::begin);
		}
	}

	boolean hasBegun() {
		return this.attempt != null;
	}

	/**
	 * Ends the attempt with a right password.
	 */
	void succeeded() {
		if (this.attempt != null) {
			this.attempt.succeeded();
		}
	}

	/**
	 * Ends the attempt with a wrong password.
	 */
	void failed() {
		if (this.attempt != null && this.attempt.failed()) {
			this.onLocked.run();
		}
	}

	/**
	 * Ends the attempt without a result. The attempt is not counted, unless it failed
	 * because too many requests wait for the database: in that case this method runs on a
	 * thread that hashes, which must not wait for the store of the limits.
	 * @param failure the failure, {@code null} if there is none
	 */
	void cancelled(@Nullable Throwable failure) {
		boolean rejected = failure != null && AccountEndpoint.unwrap(failure) instanceof RejectedExecutionException;
		if (this.attempt != null && !rejected) {
			this.attempt.cancelled();
		}
	}

	private <T> T limited(Supplier<T> action) {
		try {
			return action.get();
		}
		catch (RateLimitExceededException ex) {
			throw new ProblemException(AccountProblems.rateLimited(ex, this.userId, this.email));
		}
	}

}
