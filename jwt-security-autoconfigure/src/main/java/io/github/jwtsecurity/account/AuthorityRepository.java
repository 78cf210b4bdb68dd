package io.github.jwtsecurity.account;

import java.util.Set;

/**
 * A repository of the authorities of accounts. The default implementation uses the table
 * {@code jwt_security_authority}. It exists if the accounts are in the library's table,
 * and a bean of the application replaces it. Without a repository, accounts have no
 * authorities.
 * <p>
 * Many threads and many instances of the application use the store at the same time.
 * Therefore, each method that changes the store is one atomic step. A method takes part
 * in the transaction of its caller, if there is one. If the store fails, it throws an
 * unchecked exception.
 */
public interface AuthorityRepository {

	/**
	 * Adds an authority to an account.
	 * @param userId the id of the account
	 * @param authority the authority, a text of at most 100 characters that is compared
	 * exactly
	 * @return {@code false} if the account has the authority already, or does not exist.
	 * The transaction of the caller remains usable
	 */
	boolean insert(String userId, String authority);

	/**
	 * Removes an authority from an account. A login at the same time has read the
	 * authorities either after the removal, or in a transaction that is committed before.
	 * @param userId the id of the account
	 * @param authority the authority
	 * @return {@code false} if the account does not have the authority
	 */
	boolean delete(String userId, String authority);

	/**
	 * Finds the authorities of an account.
	 * @param userId the id of the account
	 * @return the authorities, empty if there are none or the account does not exist
	 */
	Set<String> findByUserId(String userId);

}
