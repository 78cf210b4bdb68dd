package io.github.jwtsecurity.account;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.event.JwtSecurityEvent.SignedUp;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.mail.MailKind;
import io.github.jwtsecurity.mail.NewMail;
import org.jspecify.annotations.Nullable;

/**
 * The creation of accounts, and what happens instead if the email address is taken.
 */
final class AccountCreation {

	private final AccountRepository repository;

	private final AccountStores stores;

	private final SignupProperties properties;

	private final AccountEvents events;

	private final Clock clock;

	AccountCreation(AccountStores stores, SignupProperties properties, AccountEvents events, Clock clock) {
		this.repository = stores.accounts();
		this.stores = stores;
		this.properties = properties;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Creates an account, unless the email address is taken.
	 * @param <T> the type of the grant
	 * @return the outcome
	 */
	<T> Signup<T> create(EmailAddress email, String hash, Client client, AccountAttempt<T> attempt) {
		boolean logsIn = this.properties.logsIn();
		Instant now = this.clock.instant();
		Account account = new Account(UUID.randomUUID().toString(), email, hash, now, logsIn ? now : null,
				new AccountState(true, false, client.language()));
		SignedUp signedUp = new SignedUp(now, account.id(), email.text(), client);
		try {
			Optional<Signup<T>> created = this.stores.unitOfWorkOfGrant()
				.execute(() -> insert(account, signedUp, logsIn ? Optional.of(attempt) : Optional.empty()));
			created.ifPresent((signup) -> this.events.publishAfterCommit(signedUp));
			return created.orElseGet(() -> refuse(account, client, attempt));
		}
		catch (EmailTakenException ex) {
			return new Signup.EmailTaken<>();
		}
	}

	/**
	 * Stores a new account after the grant, so that neither exists without the other.
	 * @param attempt the attempt that makes the grant, empty if the user is not logged in
	 * @return the outcome, empty if the address is taken and there is no grant
	 * @throws EmailTakenException if the address is taken and there is a grant, which is
	 * rolled back
	 */
	private <T> Optional<Signup<T>> insert(Account account, SignedUp signedUp, Optional<AccountAttempt<T>> attempt) {
		Optional<T> granted = attempt.map((admitted) -> admitted.grant(account));
		if (!use(() -> this.repository.insert(account))) {
			if (granted.isPresent()) {
				throw new EmailTakenException();
			}
			return Optional.empty();
		}
		if (this.properties.needsMail()) {
			this.stores.mailQueue().add(AccountMails.create(MailKind.VERIFY_EMAIL, account));
		}
		this.events.admit(signedUp);
		return Optional.of(granted.<Signup<T>>map(Signup.Created::new).orElseGet(Signup.Accepted::new));
	}

	/**
	 * Handles a signup with the address of an account, for which nobody is logged in. An
	 * account that nobody has verified or logged in to belongs to the latest signup: it
	 * may be that of somebody who does not own the address.
	 */
	private <T> Signup<T> refuse(Account signup, Client client, AccountAttempt<T> attempt) {
		Account account = use(() -> this.repository.findByEmail(signup.email()));
		boolean unused = account != null && !account.emailVerified() && account.lastLoginAt() == null
				&& account.enabled();
		if (account != null && unused && this.properties.requiresVerification()) {
			replace(account, signup, attempt.countMail(MailKind.VERIFY_EMAIL), client);
			return new Signup.Accepted<>();
		}
		if (this.properties.signupDisclosure() == SignupProperties.Disclosure.CONFLICT) {
			return new Signup.EmailTaken<>();
		}
		if (account != null && attempt.countMail(MailKind.EMAIL_TAKEN)) {
			this.stores.mailQueue().add(AccountMails.create(MailKind.EMAIL_TAKEN, account));
		}
		return new Signup.Accepted<>();
	}

	/**
	 * Replaces an account by that of a later signup. This happens even if no further mail
	 * may be sent to the address: no link that was sent may verify another password than
	 * that of the latest signup.
	 */
	private void replace(Account account, Account signup, boolean sendsMail, Client client) {
		Optional<Runnable> replaced = this.stores.unitOfWork().execute(() -> {
			if (!use(() -> this.repository.replaceUnverified(account.id(), account.passwordHash(), signup))) {
				return Optional.empty();
			}
			this.stores.mailQueue().cancel(account.id(), MailKind.VERIFY_EMAIL);
			if (sendsMail) {
				this.stores.mailQueue()
					.add(NewMail.toOwner(MailKind.VERIFY_EMAIL, account.id(), null, signup.state().language()));
			}
			return Optional.of(this.stores.sessionEnder()
				.endSessions(account.id(), null, SessionEnded.Reason.PASSWORD_CHANGED, client));
		});
		replaced.ifPresent((ended) -> {
			this.events
				.publishAfterCommit(new SignedUp(signup.createdAt(), account.id(), signup.email().text(), client));
			ended.run();
		});
	}

	private static <T extends @Nullable Object> T use(Supplier<T> access) {
		return StoreException.guard("accounts", access);
	}

	/**
	 * Thrown to roll back the grant of a new user.
	 */
	private static final class EmailTakenException extends RuntimeException {

		private EmailTakenException() {
			super("The email address is taken", null, false, false);
		}

	}

}
