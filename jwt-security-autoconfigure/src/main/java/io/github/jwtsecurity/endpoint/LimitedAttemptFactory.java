package io.github.jwtsecurity.endpoint;

import java.time.Clock;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.account.AccountMails;
import io.github.jwtsecurity.account.EmailAddress;
import io.github.jwtsecurity.account.password.PasswordAttempt;
import io.github.jwtsecurity.endpoint.DeviceTokens.Device;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent.AccountLocked;
import io.github.jwtsecurity.event.JwtSecurityEventPublisher;
import io.github.jwtsecurity.mail.MailKind;
import io.github.jwtsecurity.mail.MailQueue;
import io.github.jwtsecurity.ratelimit.AttemptLimits;
import io.github.jwtsecurity.ratelimit.RateLimitExceededException;
import io.github.jwtsecurity.ratelimit.RateLimiter;
import io.github.jwtsecurity.web.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A factory of attempts that are limited by account and by address. An attempt beyond the
 * limits is refused when it is created, or later when its turn has come.
 */
final class LimitedAttemptFactory {

	private final RateLimiter rateLimiter;

	private final DeviceTokens deviceTokens;

	private final RefusalDelay refusalDelay;

	private final MailQueue mailQueue;

	private final JwtSecurityEventPublisher events;

	private final Clock clock;

	LimitedAttemptFactory(RateLimiter rateLimiter, DeviceTokens deviceTokens, RefusalDelay refusalDelay,
			MailQueue mailQueue, JwtSecurityEventPublisher events, Clock clock) {
		this.rateLimiter = rateLimiter;
		this.deviceTokens = deviceTokens;
		this.refusalDelay = refusalDelay;
		this.mailQueue = mailQueue;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Returns the device of a device token.
	 * @param token the token, {@code null} for none
	 * @param email the email address as the user typed it
	 * @return the device, {@code null} if the token is not valid for this address
	 */
	@Nullable Device device(@Nullable String token, String email) {
		return this.deviceTokens.read(token, email);
	}

	/**
	 * Runs a function that uses an attempt of this factory.
	 * @param attempt the function
	 * @return the outcome. It is delayed if there were too many attempts
	 */
	<T> CompletableFuture<T> make(Supplier<CompletableFuture<T>> attempt) {
		return this.refusalDelay.apply(attempt);
	}

	/**
	 * Renews the token of a device after a change of the password, which has revoked the
	 * old token.
	 * @param token the token, {@code null} for none
	 * @param account the account with the new password
	 * @return the new token, {@code null} if the old one was not valid for the account
	 */
	@Nullable String renew(@Nullable String token, Account account) {
		Device device = device(token, account.email().text());
		return (device != null) ? this.deviceTokens.issue(account, device) : null;
	}

	/**
	 * Queues a notice of a login on a device that the account does not know, as part of
	 * the transaction of the login.
	 */
	void noticeNewDevice(Account account, Client client) {
		if (this.deviceTokens.areEnabled()) {
			String device = Stream.of(client.userAgent(), client.address())
				.filter(Objects::nonNull)
				.collect(Collectors.joining(", "));
			this.mailQueue.add(AccountMails.create(MailKind.NEW_DEVICE, account).withDetail(device));
		}
	}

	/**
	 * Creates a login.
	 * @param email the email address as the user typed it
	 * @param device the device, {@code null} for one that the account does not know
	 * @param client the origin of the request
	 * @throws ProblemException if there were too many attempts
	 */
	LimitedAttempt login(String email, @Nullable Device device, Client client) {
		return new LimitedAttempt(this.rateLimiter.login(EmailAddress.normalFormOf(email),
				(device != null) ? device.id() : null, client.address()), null, email,
				() -> tellLocked(null, email, client));
	}

	/**
	 * Creates a check of the current password.
	 * @param userId the verified user id
	 * @param client the origin of the request
	 * @throws ProblemException if there were too many attempts
	 */
	LimitedAttempt passwordCheck(String userId, Client client) {
		return new LimitedAttempt(this.rateLimiter.passwordCheck(userId, client.address()), userId, null,
				() -> tellLocked(userId, null, client));
	}

	/**
	 * Creates a signup.
	 * @param email the email address as the user typed it
	 * @param client the origin of the request
	 * @throws ProblemException if there were too many attempts
	 */
	LimitedAttempt signup(String email, Client client) {
		return new LimitedAttempt(this.rateLimiter.signup(EmailAddress.normalFormOf(email), client.address()), null,
				email, () -> {
				});
	}

	/**
	 * Creates an attempt that counts against no limit, because its request has already
	 * been counted. It shares processor time fairly with the attempts of other addresses.
	 */
	PasswordAttempt uncounted(Client client) {
		Set<String> flows = Set.of(AttemptLimits.flowOfAddress(client.address()));
		return new PasswordAttempt() {

			@Override
			public void begin() {
			}

			@Override
			public Set<String> flows() {
				return flows;
			}

		};
	}

	/**
	 * Counts a request that asks for a mail or presents a one-time token.
	 * @param client the origin of the request
	 * @throws ProblemException if there were too many requests
	 */
	void countMailRequest(Client client) {
		try {
			this.rateLimiter.countMailRequest(client.address());
		}
		catch (RateLimitExceededException ex) {
			throw new ProblemException(AccountProblems.rateLimited(ex, null, null));
		}
	}

	/**
	 * Counts a mail to an email address, whether or not an account has it.
	 * @param kind the kind of the mail
	 * @param email the email address as the user typed it
	 * @return whether the mail may be sent
	 */
	boolean countMail(MailKind kind, String email) {
		return this.rateLimiter.countMail(kind.name(), EmailAddress.normalFormOf(email));
	}

	private void tellLocked(@Nullable String userId, @Nullable String email, Client client) {
		this.events.publishNow(new AccountLocked(this.clock.instant(), userId, email, client));
	}

}
