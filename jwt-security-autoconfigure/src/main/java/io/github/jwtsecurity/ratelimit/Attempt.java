package io.github.jwtsecurity.ratelimit;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What may go on, and is counted until it is known not to be worth it. It may end on any
 * thread. Only the first call of {@link #succeeded()} or {@link #cancelled()} has an
 * effect, and neither throws anything because of the store.
 */
public final class Attempt {

	private final TokenStore.Token account;

	private final TokenStore.Token address;

	private final AtomicBoolean ended = new AtomicBoolean();

	Attempt(TokenStore.Token account, TokenStore.Token address) {
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
	 * Says that no password was hashed, for instance because too many others were. The
	 * attempt is not counted.
	 */
	public void cancelled() {
		if (this.ended.compareAndSet(false, true)) {
			this.account.giveBack();
			this.address.giveBack();
		}
	}

}
