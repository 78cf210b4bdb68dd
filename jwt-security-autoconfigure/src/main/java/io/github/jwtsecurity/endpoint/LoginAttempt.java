package io.github.jwtsecurity.endpoint;

import java.util.Set;

import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.account.AccountAttempt;
import io.github.jwtsecurity.endpoint.DeviceTokens.Device;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.web.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A login attempt with the limits of its device, if the account knows the device, and
 * otherwise with the limits of unknown devices.
 */
final class LoginAttempt implements AccountAttempt {

	private final LimitedAttempts attempts;

	private final String email;

	private final Client client;

	private volatile @Nullable Device device;

	private volatile LimitedAttempt attempt;

	/**
	 * Creates a new login.
	 * @param attempts the factory of attempts
	 * @param email the email address as the user typed it
	 * @param device the device, {@code null} for an unknown device
	 * @param client the origin of the request
	 * @throws ProblemException if there were too many attempts
	 */
	LoginAttempt(LimitedAttempts attempts, String email, @Nullable Device device, Client client) {
		this.attempts = attempts;
		this.email = email;
		this.client = client;
		this.device = device;
		this.attempt = attempts.login(email, device, client);
	}

	/**
	 * Checks whether the account knows the device.
	 * @throws ProblemException if the account does not know the device, and there were
	 * too many attempts from unknown devices
	 */
	@Override
	public void found(@Nullable Account account) {
		Device presented = this.device;
		if (presented != null && !this.attempt.hasBegun() && !presented.isKnownTo(account)) {
			this.device = null;
			this.attempt = this.attempts.login(this.email, null, this.client);
		}
	}

	@Override
	public Set<String> flows() {
		return this.attempt.flows();
	}

	@Override
	public void begin() {
		this.attempt.begin();
	}

	/**
	 * Returns the device that the account knows, {@code null} for any other device.
	 */
	@Nullable Device device() {
		return this.device;
	}

	LimitedAttempt attempt() {
		return this.attempt;
	}

}
