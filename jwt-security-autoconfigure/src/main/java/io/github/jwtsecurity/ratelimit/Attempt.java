package io.github.jwtsecurity.ratelimit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An admitted attempt, counted as failed until it succeeds or is cancelled. It may end on
 * any thread. Only the first call of {@link #succeeded()}, {@link #failed()} or
 * {@link #cancelled()} has an effect, and none throws an exception if the store fails.
 *
 * @hidden
 */
public final class Attempt {

	private final List<Runnable> onSuccess = new ArrayList<>();

	private final List<Runnable> onCancellation = new ArrayList<>();

	private final AtomicBoolean ended = new AtomicBoolean();

	private boolean locking;

	Attempt() {
	}

	/**
	 * Adds a token that stays consumed, unless the attempt is cancelled.
	 */
	void add(BucketStore.Token token) {
		this.onCancellation.add(token::giveBack);
	}

	/**
	 * Adds a token that is returned on success.
	 */
	void addFailureOfAddress(BucketStore.Token token) {
		add(token);
		this.onSuccess.add(token::giveBack);
	}

	/**
	 * Adds a token whose bucket is filled on success.
	 */
	void addFailureOfAccount(BucketStore.Token token) {
		add(token);
		this.onSuccess.add(token::fill);
	}

	void onSuccess(Runnable action) {
		this.onSuccess.add(action);
	}

	void setLocking(boolean locking) {
		this.locking = locking;
	}

	/**
	 * Ends the attempt with a right password. The failures of the account are reset. The
	 * earlier failures of the address still count.
	 */
	public void succeeded() {
		if (this.ended.compareAndSet(false, true)) {
			this.onSuccess.forEach(Runnable::run);
		}
	}

	/**
	 * Ends the attempt with a wrong password.
	 * @return whether this failure is the one from which the wait before each further
	 * attempt grows
	 */
	public boolean failed() {
		return this.ended.compareAndSet(false, true) && this.locking;
	}

	/**
	 * Ends the attempt without a result, for instance because the database failed. The
	 * attempt is not counted.
	 */
	public void cancelled() {
		if (this.ended.compareAndSet(false, true)) {
			this.onCancellation.forEach(Runnable::run);
		}
	}

}
