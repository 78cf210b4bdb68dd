package io.github.jwtsecurity.mail;

import org.jspecify.annotations.Nullable;

/**
 * The accounts whose owners can get mail.
 *
 * @hidden
 */
public interface MailAccounts {

	/**
	 * Finds an enabled account.
	 * @param userId the id of the account
	 * @return the account; {@code null} if there is none, or it is disabled
	 */
	@Nullable MailAccount findById(String userId);

	/**
	 * Finds the enabled account with an address.
	 * @param email the normal form of the address
	 * @return the account; {@code null} if there is none, or it is disabled
	 */
	@Nullable MailAccount findByEmail(String email);

}
