package io.github.jwtsecurity.account;

import java.time.Clock;

import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent.EmailVerified;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.mail.InvalidOneTimeTokenException;
import io.github.jwtsecurity.mail.MailKind;
import io.github.jwtsecurity.mail.NewMail;
import io.github.jwtsecurity.mail.OneTimeToken;
import io.github.jwtsecurity.mail.OneTimeTokens;
import io.github.jwtsecurity.mail.TokenPurpose;

/**
 * A service by which users prove that the email address of their account is theirs. Each
 * method throws {@link StoreException} if a store fails.
 *
 * @hidden
 */
public final class EmailVerification {

	private final AccountRepository repository;

	private final AccountStores stores;

	private final OneTimeTokens tokens;

	private final AccountEvents events;

	private final Clock clock;

	EmailVerification(AccountStores stores, OneTimeTokens tokens, AccountEvents events, Clock clock) {
		this.repository = stores.accounts();
		this.stores = stores;
		this.tokens = tokens;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Queues a mail with a new token, which is sent only if there is an account with this
	 * address that is not verified.
	 * @param email the address as the user typed it
	 * @param client the origin of the request
	 */
	public void request(EmailAddress email, Client client) {
		this.stores.mailQueue().add(NewMail.toAddress(MailKind.VERIFY_EMAIL, email.normalized(), client.language()));
	}

	/**
	 * Verifies the address to which a token was sent.
	 * @param text the text that was presented as a token
	 * @param client the origin of the request
	 * @throws InvalidOneTimeTokenException if the token is refused, or the account no
	 * longer has the address
	 */
	public void verify(String text, Client client) {
		OneTimeToken token = this.tokens.require(TokenPurpose.VERIFY_EMAIL, text);
		Account account = StoreException.guard("accounts", () -> this.repository.findById(token.userId()));
		if (account == null || !account.email().text().equals(token.email())) {
			throw new InvalidOneTimeTokenException(token.purpose());
		}
		this.stores.unitOfWork().execute(() -> {
			this.tokens.use(token);
			if (!StoreException.guard("accounts",
					() -> this.repository.updateEmailVerified(account.id(), account.email()))) {
				throw new InvalidOneTimeTokenException(token.purpose());
			}
			return token;
		});
		this.events
			.publishAfterCommit(new EmailVerified(this.clock.instant(), account.id(), account.email().text(), client));
	}

}
