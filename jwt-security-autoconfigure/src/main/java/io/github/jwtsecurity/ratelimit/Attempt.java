package io.github.jwtsecurity.ratelimit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An admitted attempt, counted as failed until it succeeds or is cancelled. It may end on
 * any thread. Only the first call of {@link #succeeded()}, {@link #failed()} or
 * {@link #cancelled()} has an effect, and none throws anything because of the store.
 */
public final class Attempt {

	private final List<Runnable> onSuccess = new ArrayList<>();

	private final List<Runnable> onCancellation = new ArrayList<>();

	private final AtomicBoolean ended = new AtomicBoolean();

	private boolean locking;

	Attempt() {
	}

	/**
	 * Adds a token that stays taken, unless the attempt is cancelled.
	 */
	void add(BucketStore.Token token) {
		this.onCancellation.add(token::giveBack);
	}

	/**
	 * Adds a token that a success gives back.
	 */
	void addFailureOfAddress(BucketStore.Token token) {
		add(token);
		this.onSuccess.add(token::giveBack);
	}

	/**
	 * Adds a token of a bucket that a success fills.
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
	 * Ends the attempt with a right password. The failures of the account are forgotten,
	 * and those of the address stay.
	 */
	public void succeeded() {
		if (this.ended.compareAndSet(false, true)) {
			this.onSuccess.forEach(Runnable::run);
		}
	}

	/**
	 * Ends the attempt with a wrong password.
	 * @return whether this failure is the one from which each further attempt has to wait
	 * longer
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
