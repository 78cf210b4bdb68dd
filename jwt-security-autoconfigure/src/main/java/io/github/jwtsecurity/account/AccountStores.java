package io.github.jwtsecurity.account;

import java.util.List;

import io.github.jwtsecurity.event.SessionEnder;
import io.github.jwtsecurity.event.UserDataStore;
import io.github.jwtsecurity.mail.MailQueue;
import org.jspecify.annotations.Nullable;

/**
 * The stores that change together with an account.
 *
 * @param accounts the accounts
 * @param authorities the authorities of the accounts, {@code null} if there are none
 * @param unitOfWork the transaction that the stores have in common
 * @param sessionEnder the sessions of the users
 * @param mailQueue the queue of mails to the users
 * @param userData the other data about the users
 */
record AccountStores(AccountRepository accounts, @Nullable AuthorityRepository authorities, UnitOfWork unitOfWork,
		SessionEnder sessionEnder, MailQueue mailQueue, List<UserDataStore> userData) {

}
