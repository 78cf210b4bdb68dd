package io.github.jwtsecurity.account;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import io.github.jwtsecurity.account.password.Passwords;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.mail.InvalidOneTimeTokenException;
import io.github.jwtsecurity.mail.MailKind;
import io.github.jwtsecurity.mail.NewMail;
import io.github.jwtsecurity.mail.OneTimeToken;
import io.github.jwtsecurity.mail.OneTimeTokens;
import io.github.jwtsecurity.mail.TokenPurpose;

/**
 * A service that changes the email address of an account. The new address is confirmed by
 * a token that is sent to it, and the previous one gets a token that reverts the change.
 * Each method throws {@link StoreException} if a store fails.
 *
 * @hidden
 */
public final class EmailChange {

	private final AccountRepository repository;

	private final AccountStores stores;

	private final OneTimeTokens tokens;

	private final AccountEvents events;

	private final Clock clock;

	EmailChange(AccountStores stores, OneTimeTokens tokens, AccountEvents events, Clock clock) {
		this.repository = stores.accounts();
		this.stores = stores;
		this.tokens = tokens;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Queues a mail to the new address. The result does not depend on whether another
	 * account has the address.
	 * @param userId the verified user id, which has been authenticated again
	 * @param email the new address
	 * @param client the origin of the request
	 * @return {@code false} if there is no such account, or it is disabled
	 */
	public boolean request(String userId, EmailAddress email, Client client) {
		Account account = this.stores.findEnabled(userId);
		if (account == null) {
			return false;
		}
		this.stores.mailQueue()
			.add(NewMail.toOwner(MailKind.CHANGE_EMAIL, userId, email.text(), account.state().language()));
		this.events.publishAfterCommit(
				new JwtSecurityEvent.EmailChangeRequested(this.clock.instant(), userId, email.text(), client));
		return true;
	}

	/**
	 * Changes the address to the one to which a token was sent. Sessions continue, and
	 * their next access token has the new address.
	 * @param text the text that was presented as a token
	 * @param client the origin of the request
	 * @throws InvalidOneTimeTokenException if the token is refused, the account was
	 * deleted or disabled, or another account has the address
	 */
	public void confirm(String text, Client client) {
		OneTimeToken token = this.tokens.require(TokenPurpose.CHANGE_EMAIL, text);
		EmailAddress email = address(token);
		Account account = require(token);
		this.stores.unitOfWork().execute(() -> {
			use(token, account, email);
			if (account.emailVerified()) {
				this.stores.mailQueue().add(AccountMails.create(noticeKind(account.id()), account));
			}
			return token;
		});
		this.events.publishAfterCommit(
				new JwtSecurityEvent.EmailChanged(this.clock.instant(), account.id(), email.text(), client));
	}

	/**
	 * Returns the kind of the mail to the previous address. Only the first of several
	 * changes can be reverted, so that a thief who changes the address twice does not
	 * replace the revert link of the owner. An address that was never verified gets no
	 * mail: it may be that of a stranger.
	 */
	private MailKind noticeKind(String userId) {
		boolean revertible = this.stores.mailQueue().contains(userId, MailKind.EMAIL_CHANGED)
				|| this.tokens.exists(TokenPurpose.REVERT_EMAIL, userId);
		return revertible ? MailKind.EMAIL_CHANGED_AGAIN : MailKind.EMAIL_CHANGED;
	}

	/**
	 * Restores the previous address. Since the account may have been stolen, this ends
	 * all sessions and invalidates the password. The owner gets a mail to set a new one.
	 * @param text the text that was presented as a token
	 * @param client the origin of the request
	 * @throws InvalidOneTimeTokenException if the token is refused, the account was
	 * deleted or disabled, or another account has the address and has verified it
	 */
	public void revert(String text, Client client) {
		OneTimeToken token = this.tokens.require(TokenPurpose.REVERT_EMAIL, text);
		try {
			revert(token, client);
		}
		catch (ReplacedHashException ex) {
			revert(token, client);
		}
	}

	private void revert(OneTimeToken token, Client client) {
		EmailAddress email = address(token);
		Account account = require(token);
		List<Runnable> afterCommit = this.stores.unitOfWork().execute(() -> {
			List<Runnable> actions = new ArrayList<>();
			removeUnverifiedHolder(account, email, client, actions);
			use(token, account, email);
			if (!StoreException.guard("accounts", () -> this.repository.updatePasswordHash(account.id(),
					account.passwordHash(), Passwords.revokedHash()))) {
				throw new ReplacedHashException();
			}
			this.stores.mailQueue()
				.add(NewMail.toAddress(MailKind.EMAIL_REVERTED, email.normalized(), account.state().language()));
			actions.add(this.stores.sessionEnder()
				.endSessions(account.id(), null, SessionEnded.Reason.EMAIL_REVERTED, client));
			return actions;
		});
		this.events.publishAfterCommit(
				new JwtSecurityEvent.EmailReverted(this.clock.instant(), account.id(), email.text(), client));
		afterCommit.forEach(Runnable::run);
	}

	/**
	 * Deletes another account that has the address but has not verified it. A thief may
	 * have signed up with the previous address to prevent that the change is reverted.
	 */
	private void removeUnverifiedHolder(Account account, EmailAddress email, Client client,
			List<Runnable> afterCommit) {
		Account holder = StoreException.guard("accounts", () -> this.repository.findByEmail(email));
		if (holder == null || holder.id().equals(account.id()) || holder.emailVerified()
				|| !StoreException.guard("accounts", () -> this.repository.delete(holder.id()))) {
			return;
		}
		afterCommit.add(() -> this.events
			.publishAfterCommit(new JwtSecurityEvent.AccountDeleted(this.clock.instant(), holder.id(), client)));
		afterCommit.add(this.stores.deleteDataOf(holder.id(), client));
	}

	/**
	 * Uses a token, replaces the address, and cancels the mails that were sent to other
	 * addresses or are still to be sent: a thief may have asked for another change.
	 */
	private void use(OneTimeToken token, Account account, EmailAddress email) {
		this.tokens.use(token);
		if (!StoreException.guard("accounts",
				() -> this.repository.updateEmail(account.id(), account.email(), email))) {
			throw new InvalidOneTimeTokenException(token.purpose());
		}
		this.stores.cancelLinks(account.id());
	}

	/**
	 * Returns the address of a token. An earlier version of the library may have accepted
	 * an address that is now refused.
	 */
	private static EmailAddress address(OneTimeToken token) {
		EmailAddress address = EmailAddress.resolve(token.email());
		if (address == null) {
			throw new InvalidOneTimeTokenException(token.purpose());
		}
		return address;
	}

	private Account require(OneTimeToken token) {
		Account account = this.stores.findEnabled(token.userId());
		if (account == null) {
			throw new InvalidOneTimeTokenException(token.purpose());
		}
		return account;
	}

}
