package io.github.jwtsecurity.account;

import java.io.Closeable;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.github.jwtsecurity.account.password.PasswordAttempt;
import io.github.jwtsecurity.account.password.Passwords;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent.PasswordReset;
import io.github.jwtsecurity.event.JwtSecurityEvent.PasswordResetRequested;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.mail.InvalidOneTimeTokenException;
import io.github.jwtsecurity.mail.MailKind;
import io.github.jwtsecurity.mail.NewMail;
import io.github.jwtsecurity.mail.OneTimeToken;
import io.github.jwtsecurity.mail.OneTimeTokens;
import io.github.jwtsecurity.mail.TokenPurpose;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * A service for users who have forgotten their password.
 *
 * @hidden
 */
public final class PasswordRecovery implements Closeable {

	private final AccountRepository repository;

	private final Passwords passwords;

	private final AccountStores stores;

	private final OneTimeTokens tokens;

	private final AccountEvents events;

	private final Clock clock;

	private final ThreadPoolTaskExecutor executor = AccountExecutor.create("recovery-");

	PasswordRecovery(AccountStores stores, Passwords passwords, OneTimeTokens tokens, AccountEvents events,
			Clock clock) {
		this.repository = stores.accounts();
		this.passwords = passwords;
		this.stores = stores;
		this.tokens = tokens;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Queues a mail with a new token, which is sent only if there is an account with this
	 * address. This method does not look for the account, so that it takes the same time
	 * for every address.
	 * @param email the address as the user typed it
	 * @param client the origin of the request
	 * @throws StoreException if the queue fails
	 */
	public void request(EmailAddress email, Client client) {
		this.stores.mailQueue().add(NewMail.toAddress(MailKind.RESET_PASSWORD, email.normalized(), client.language()));
		this.events.publishAfterCommit(new PasswordResetRequested(this.clock.instant(), email.text(), client));
	}

	/**
	 * Replaces the password of the account to which a token was sent, and ends all of its
	 * sessions. The token also proves that the user reads the mail of the address.
	 * @param text the text that was presented as a token
	 * @param newPassword the new password as it was typed
	 * @param client the origin of the request
	 * @param attempt the attempt, which begins when it is the turn of the password to be
	 * hashed, perhaps on another thread
	 * @return the violated rules for the password, in which case the token remains
	 * usable; empty if the password was replaced. It fails with
	 * {@link InvalidOneTimeTokenException} if the token is refused, and with the
	 * exceptions of {@link AccountService}
	 */
	public CompletableFuture<List<String>> reset(String text, String newPassword, Client client,
			PasswordAttempt attempt) {
		OneTimeToken token;
		List<String> violations;
		try {
			token = this.tokens.require(TokenPurpose.RESET_PASSWORD, text);
			violations = this.passwords.violations(newPassword, require(token).email().text());
		}
		catch (InvalidOneTimeTokenException | StoreException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		if (!violations.isEmpty()) {
			return CompletableFuture.completedFuture(violations);
		}
		return this.passwords.hash(newPassword, attempt)
			.thenCompose((hash) -> this.passwords.breaches(newPassword).thenApplyAsync((breaches) -> {
				if (breaches.isEmpty()) {
					replace(token, hash, client);
				}
				return breaches;
			}, this.executor));
	}

	/**
	 * Replaces the hash, and once more if another request has replaced it at the same
	 * time, such as a login that upgrades it.
	 */
	private void replace(OneTimeToken token, String hash, Client client) {
		try {
			replaceOnce(token, hash, client);
		}
		catch (ReplacedHashException ex) {
			replaceOnce(token, hash, client);
		}
	}

	private void replaceOnce(OneTimeToken token, String hash, Client client) {
		Account account = require(token);
		Runnable ended = this.stores.unitOfWork().execute(() -> {
			this.tokens.use(token);
			if (!use(() -> this.repository.updatePasswordHash(account.id(), account.passwordHash(), hash))) {
				throw new ReplacedHashException();
			}
			use(() -> this.repository.updateEmailVerified(account.id(), account.email()));
			this.stores.mailQueue().cancel(account.id(), MailKind.VERIFY_EMAIL, MailKind.CHANGE_EMAIL);
			this.stores.mailQueue().add(AccountMails.create(MailKind.PASSWORD_RESET, account));
			return this.stores.sessionEnder()
				.endSessions(account.id(), null, SessionEnded.Reason.PASSWORD_RESET, client);
		});
		this.events.publishAfterCommit(new PasswordReset(this.clock.instant(), account.id(), client));
		ended.run();
	}

	/**
	 * Returns the account of a token.
	 * @throws InvalidOneTimeTokenException if the account was deleted or disabled, or no
	 * longer has the address to which the token was sent
	 */
	private Account require(OneTimeToken token) {
		Account account = this.stores.findEnabled(token.userId());
		if (account == null || !account.email().text().equals(token.email())) {
			throw new InvalidOneTimeTokenException(token.purpose());
		}
		return account;
	}

	private static <T extends @Nullable Object> T use(Supplier<T> access) {
		return StoreException.guard("accounts", access);
	}

	/**
	 * Waits until pending changes are stored, for ten seconds at most.
	 */
	@Override
	public void close() {
		this.executor.shutdown();
	}

}
