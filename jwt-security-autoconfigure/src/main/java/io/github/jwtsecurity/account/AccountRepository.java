package io.github.jwtsecurity.account;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A repository of accounts. The default implementation uses the table {@code
 * jwt_security_user}. An application with another store declares a bean of its own.
 * <p>
 * Many threads and many instances of the application use the store at the same time.
 * Therefore, each method that changes the store is one atomic step, and the store itself,
 * not an earlier look-up, prevents two accounts with the same email address. Two
 * addresses are the same if their {@linkplain EmailAddress#normalized() normal forms} are
 * equal, character by character.
 * <p>
 * A method takes part in the transaction of its caller, if there is one. If the store
 * fails, it throws an unchecked exception, whose message must not contain a hash.
 */
public interface AccountRepository {

	/**
	 * Adds an account, unless its email address or its id is taken.
	 * @param account the account
	 * @return {@code true} if the account is stored; {@code false} if another account has
	 * the email address or the id, even if that account was stored an instant before. The
	 * transaction of the caller remains usable
	 */
	boolean insert(Account account);

	/**
	 * Finds the account with an email address.
	 * @param email the address, in any spelling with the same normal form
	 * @return the account, enabled or not; {@code null} if there is none
	 */
	@Nullable Account findByEmail(EmailAddress email);

	/**
	 * Finds an account.
	 * @param id the id, exactly as it was stored
	 * @return the account, enabled or not; {@code null} if there is none
	 */
	@Nullable Account findById(String id);

	/**
	 * Records the time of a login, if the account is enabled and still has the hash with
	 * which the password was compared.
	 * @param id the id of the account
	 * @param expectedHash the hash that the password was compared with
	 * @param time the time of the login, which may be truncated to microseconds
	 * @return {@code false} if there is no enabled account with this hash; the store is
	 * then unchanged, and the login must be refused
	 */
	boolean updateLastLogin(String id, String expectedHash, Instant time);

	/**
	 * Replaces the hash of a password, if the account is enabled and still has the
	 * expected hash. Of several calls with the same expected hash, exactly one succeeds.
	 * @param id the id of the account
	 * @param expectedHash the hash to replace
	 * @param newHash the hash to store, which differs from the expected hash
	 * @return {@code false} if there is no enabled account with the expected hash; the
	 * store is then unchanged
	 */
	boolean updatePasswordHash(String id, String expectedHash, String newHash);

	/**
	 * Enables or disables an account.
	 * @param id the id of the account
	 * @param enabled whether the user may log in
	 * @return {@code false} if there is no such account, or its state is the requested
	 * one already
	 */
	boolean updateEnabled(String id, boolean enabled);

	/**
	 * Records that the user has proved that the email address is theirs, if the account
	 * is enabled and still has the address.
	 * @param id the id of the account
	 * @param email the address
	 * @return {@code false} if there is no enabled account with this address; the store
	 * is then unchanged. {@code true} if the address is verified now, even if it was
	 * verified before
	 */
	boolean updateEmailVerified(String id, EmailAddress email);

	/**
	 * Replaces the email address by one that is verified, if the account is enabled,
	 * still has the expected address, and no other account has the new one.
	 * @param id the id of the account
	 * @param expected the address to replace
	 * @param email the new address
	 * @return {@code false} if nothing has changed. The caller then rolls its transaction
	 * back
	 */
	boolean updateEmail(String id, EmailAddress expected, EmailAddress email);

	/**
	 * Replaces an account that nobody has verified or logged in to by that of another
	 * signup with the same email address, if the account is enabled and still has the
	 * expected hash.
	 * @param id the id of the account
	 * @param expectedHash the hash to replace
	 * @param replacement the account that provides the hash, the time of its creation,
	 * the language and the spelling of the email address; its id is ignored
	 * @return {@code false} if there is no such account; the store is then unchanged
	 */
	boolean replaceUnverified(String id, String expectedHash, Account replacement);

	/**
	 * Deletes an account, enabled or not.
	 * @param id the id of the account
	 * @return {@code false} if there is no such account
	 */
	boolean delete(String id);

	/**
	 * Deletes enabled accounts that nobody has verified or logged in to.
	 * @param before the time before which the accounts were created
	 * @param limit the maximum number of accounts to delete
	 * @return the ids of the accounts that this call has deleted: if several calls
	 * compete, exactly one of them returns an id
	 */
	List<String> deleteUnverified(Instant before, int limit);

	/**
	 * Finds the users without an enabled account. Their access tokens are refused. This
	 * method is called with the ids of the users of recent requests, several times within
	 * {@code jwt-security.sessions.revocation-delay}, and with one id for the first
	 * request of a session.
	 * <p>
	 * The default implementation returns an empty set. Then, a change of the store that
	 * is not made by the library only prevents login, refresh and renewal.
	 * @param ids the ids of accounts, at least one and at most a thousand
	 * @return those of the ids without an enabled account
	 */
	default Set<String> findUnusable(Collection<String> ids) {
		return Set.of();
	}

}
