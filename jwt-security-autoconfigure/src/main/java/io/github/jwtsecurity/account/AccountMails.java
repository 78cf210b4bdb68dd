package io.github.jwtsecurity.account;

import io.github.jwtsecurity.mail.MailKind;
import io.github.jwtsecurity.mail.NewMail;

/**
 * A factory of mails to the owners of accounts.
 *
 * @hidden
 */
public final class AccountMails {

	private AccountMails() {
	}

	/**
	 * Creates a mail to the current address of an account.
	 * @param kind the kind of the mail
	 * @param account the account
	 * @return the mail
	 */
	public static NewMail create(MailKind kind, Account account) {
		return NewMail.toOwner(kind, account.id(), account.email().text(), account.state().language());
	}

}
