package io.github.jwtsecurity.account;

import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.mail.MailAccount;
import io.github.jwtsecurity.mail.MailAccounts;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of an {@link AccountRepository}, as mail knows them.
 */
final class AccountMailDirectory implements MailAccounts {

	private final AccountRepository repository;

	AccountMailDirectory(AccountRepository repository) {
		this.repository = repository;
	}

	@Override
	public @Nullable MailAccount findById(String userId) {
		return toMailAccount(StoreException.guard("accounts", () -> this.repository.findById(userId)));
	}

	@Override
	public @Nullable MailAccount findByEmail(String email) {
		EmailAddress address = EmailAddress.stored(email, email);
		return toMailAccount(StoreException.guard("accounts", () -> this.repository.findByEmail(address)));
	}

	@Override
	public String mailbox(String email) {
		return EmailAddress.stored(email, email).mailbox();
	}

	private static @Nullable MailAccount toMailAccount(@Nullable Account account) {
		return (account != null && account.enabled()) ? new MailAccount(account.id(), account.email().text(),
				account.emailVerified(), account.state().language()) : null;
	}

}
