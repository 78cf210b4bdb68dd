package io.github.jwtsecurity.account;

import io.github.jwtsecurity.event.AdmissionGuard;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEventPublisher;

/**
 * The recipients of the events of accounts: the guard that is called before a signup or
 * login succeeds, and the listeners that are called afterwards.
 */
final class AccountEvents {

	private final AdmissionGuard guard;

	private final JwtSecurityEventPublisher publisher;

	AccountEvents(AdmissionGuard guard, JwtSecurityEventPublisher publisher) {
		this.guard = guard;
		this.publisher = publisher;
	}

	/**
	 * Calls the guard in the transaction of the caller.
	 * @param event a signup or login
	 * @throws RuntimeException if the user must not be admitted
	 */
	void admit(JwtSecurityEvent event) {
		this.guard.admit(event);
	}

	/**
	 * Publishes a refusal.
	 */
	void publishNow(JwtSecurityEvent event) {
		this.publisher.publishNow(event);
	}

	/**
	 * Publishes a change after the transaction of the caller is committed.
	 */
	void publishAfterCommit(JwtSecurityEvent event) {
		this.publisher.publishAfterCommit(event);
	}

}
