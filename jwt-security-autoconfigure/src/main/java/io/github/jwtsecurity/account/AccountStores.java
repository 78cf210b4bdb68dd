package io.github.jwtsecurity.account;

import java.util.List;

import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.event.SessionEnder;
import io.github.jwtsecurity.event.UserDataStore;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.mail.MailKind;
import io.github.jwtsecurity.mail.MailQueue;
import org.jspecify.annotations.Nullable;

/**
 * The stores that change together with an account.
 *
 * @param accounts the accounts
 * @param authorities the authorities of the accounts, {@code null} if there are none
 * @param unitOfWork the transaction of the stores that are in the database of the
 * accounts
 * @param sessionEnder the sessions of the users
 * @param mailQueue the queue of mails to the users
 * @param userData the other data about the users
 */
record AccountStores(AccountRepository accounts, @Nullable AuthorityRepository authorities, UnitOfWork unitOfWork,
		SessionEnder sessionEnder, MailQueue mailQueue, List<UserDataStore> userData) {

	/**
	 * Finds the account of a user.
	 * @return the account; {@code null} if there is none, or it is disabled
	 */
	@Nullable Account findEnabled(String userId) {
		Account account = StoreException.guard("accounts", () -> this.accounts.findById(userId));
		return (account != null && account.enabled()) ? account : null;
	}

	/**
	 * Cancels the mails with links that change an account, as part of the unit of work of
	 * the caller. A link must not be used after the address was changed or the account
	 * was disabled. The link that reverts a change of the address remains.
	 */
	void cancelLinks(String userId) {
		this.mailQueue.cancel(userId, MailKind.VERIFY_EMAIL, MailKind.RESET_PASSWORD, MailKind.CHANGE_EMAIL);
	}

	/**
	 * Returns the unit of work in which a session is begun. If the sessions are
	 * elsewhere, there is no transaction: its repetition would begin another session.
	 */
	UnitOfWork unitOfWorkOfGrant() {
		return this.sessionEnder.usesDataSource() ? this.unitOfWork : UnitOfWork.NONE;
	}

	/**
	 * Deletes what the other stores keep about the user of a deleted account, and ends
	 * the user's sessions, as part of the unit of work of the caller.
	 * @return the action to run after the commit
	 */
	Runnable deleteDataOf(String userId, Client client) {
		this.userData.forEach((store) -> store.delete(userId));
		return this.sessionEnder.endSessions(userId, null, SessionEnded.Reason.DELETED, client);
	}

}
