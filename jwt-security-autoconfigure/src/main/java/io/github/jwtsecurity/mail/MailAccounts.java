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

	/**
	 * Returns an address in the form for mail servers.
	 * @param email the address as its owner typed it
	 * @return the address with a domain in ASCII (RFC 5890, section 2.3.2.1)
	 */
	String mailbox(String email);

}
