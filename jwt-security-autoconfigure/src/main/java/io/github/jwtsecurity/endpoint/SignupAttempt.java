package io.github.jwtsecurity.endpoint;

import java.util.Set;

import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.account.AccountAttempt;
import io.github.jwtsecurity.account.Credentials;
import io.github.jwtsecurity.account.Signup;
import io.github.jwtsecurity.mail.MailKind;
import io.github.jwtsecurity.web.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A signup attempt with the limits of its address. It grants the tokens of a new session.
 */
final class SignupAttempt implements AccountAttempt<IssuedTokens> {

	private final TokenIssuance tokenIssuance;

	private final Credentials credentials;

	private final LimitedAttemptFactory attempts;

	private final LimitedAttempt attempt;

	/**
	 * Creates a new signup attempt.
	 * @param attempts the factory of attempts
	 * @param tokenIssuance the factory of tokens
	 * @param credentials the email address and the password
	 * @throws ProblemException if there were too many attempts
	 */
	SignupAttempt(LimitedAttemptFactory attempts, TokenIssuance tokenIssuance, Credentials credentials) {
		this.tokenIssuance = tokenIssuance;
		this.credentials = credentials;
		this.attempts = attempts;
		this.attempt = attempts.signup(credentials.email(), credentials.client());
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
	public boolean countMail(MailKind kind) {
		return this.attempts.countMail(kind, this.credentials.email());
	}

	@Override
	public IssuedTokens grant(Account account) {
		return this.tokenIssuance.beginFirst(account, this.credentials.client());
	}

	/**
	 * Ends the attempt. Successful and refused signups count alike.
	 * @param outcome the outcome, {@code null} for a failure
	 * @param failure the failure, {@code null} if there is none
	 */
	void end(@Nullable Signup<IssuedTokens> outcome, @Nullable Throwable failure) {
		if (outcome == null) {
			this.attempt.cancelled(failure);
		}
	}

}
