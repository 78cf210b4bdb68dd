package io.github.jwtsecurity.ratelimit;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A login that may go on, counted as one that fails until it is known not to. It may end
 * on any thread. Only the first call of {@link #succeeded()} or {@link #cancelled()} has
 * an effect, and neither throws anything because of the store.
 */
public final class LoginAttempt {

	private final TokenStore.Token account;

	private final TokenStore.Token address;

	private final AtomicBoolean ended = new AtomicBoolean();

	LoginAttempt(TokenStore.Token account, TokenStore.Token address) {
		this.account = account;
		this.address = address;
	}

	/**
	 * Says that the password was right. The failures of the account are forgotten, and
	 * those of the address stay.
	 */
	public void succeeded() {
		if (this.ended.compareAndSet(false, true)) {
			this.account.fill();
			this.address.giveBack();
		}
	}

	/**
	 * Says that the password was not compared, for instance because too many others were.
	 * The attempt is not counted.
	 */
	public void cancelled() {
		if (this.ended.compareAndSet(false, true)) {
			this.account.giveBack();
			this.address.giveBack();
		}
	}

}
