package io.github.jwtsecurity.endpoint;

import java.util.Optional;
import java.util.Set;

import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.account.AccountAttempt;
import io.github.jwtsecurity.account.Credentials;
import io.github.jwtsecurity.endpoint.DeviceTokens.Device;
import io.github.jwtsecurity.web.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A login attempt with the limits of its device, if the account knows the device, and
 * otherwise with the limits of unknown devices. It grants the tokens of a new session.
 */
final class LoginAttempt implements AccountAttempt<IssuedTokens> {

	private final LimitedAttemptFactory attempts;

	private final TokenIssuance tokenIssuance;

	private final Credentials credentials;

	private volatile @Nullable Device device;

	private volatile LimitedAttempt attempt;

	private volatile boolean first;

	/**
	 * Creates a new login attempt.
	 * @param attempts the factory of attempts
	 * @param tokenIssuance the factory of tokens
	 * @param credentials the email address and the password
	 * @param device the device, {@code null} for an unknown device
	 * @throws ProblemException if there were too many attempts
	 */
	LoginAttempt(LimitedAttemptFactory attempts, TokenIssuance tokenIssuance, Credentials credentials,
			@Nullable Device device) {
		this.attempts = attempts;
		this.tokenIssuance = tokenIssuance;
		this.credentials = credentials;
		this.device = device;
		this.attempt = attempts.login(credentials.email(), device, credentials.client());
	}

	/**
	 * Checks whether the account knows the device.
	 * @throws ProblemException if the account does not know the device, and there were
	 * too many attempts from unknown devices
	 */
	@Override
	public void found(@Nullable Account account) {
		this.first = account != null && account.lastLoginAt() == null;
		Device presented = this.device;
		if (presented != null && !this.attempt.hasBegun() && !presented.isKnownTo(account)) {
			this.device = null;
			this.attempt = this.attempts.login(this.credentials.email(), null, this.credentials.client());
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

	@Override
	public IssuedTokens grant(Account account) {
		if (this.device == null && !this.first) {
			this.attempts.noticeNewDevice(account, this.credentials.client());
		}
		return this.tokenIssuance.begin(account, this.credentials.client(), this.device);
	}

	/**
	 * Ends the attempt.
	 * @param tokens the tokens, empty if the login is refused; {@code null} for a failure
	 * @param failure the failure, {@code null} if there is none
	 */
	void end(@Nullable Optional<IssuedTokens> tokens, @Nullable Throwable failure) {
		if (tokens == null) {
			this.attempt.cancelled(failure);
		}
		else if (tokens.isPresent()) {
			this.attempt.succeeded();
		}
		else {
			this.attempt.failed();
		}
	}

}
