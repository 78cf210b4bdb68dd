package io.github.jwtsecurity.account;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Where accounts are kept. The default one is the table {@code jwt_security_user}; an
 * application with another store declares a bean of its own.
 *
 * <p>
 * Many threads and many instances of the application call it at the same time. Therefore
 * each method that changes something is one atomic step of the store, and the store
 * itself, not a look-up before, keeps two accounts from having one email address.
 * Addresses are the same if their {@linkplain EmailAddress#normalized() normal forms}
 * are, compared character by character.
 *
 * <p>
 * A method takes part in the transaction of its caller, if there is one. If the store
 * fails, it throws an unchecked exception; its message must not have a hash in it.
 */
public interface AccountRepository {

	/**
	 * Adds an account, unless its email address or its id is taken.
	 * @param account the account
	 * @return {@code true} if the account is stored now; {@code false} if another one has
	 * the email address or the id, also if that one came first by an instant only. The
	 * transaction of the caller remains usable
	 * @throws IllegalArgumentException if {@link Account#email()} is not an email address
	 */
	boolean insert(Account account);

	/**
	 * Finds the account with an email address.
	 * @param email the address in any spelling of the same normal form, as somebody typed
	 * it
	 * @return the account, enabled or not; {@code null} if there is none, or if the text
	 * is not an email address
	 */
	@Nullable Account findByEmail(String email);

	/**
	 * Finds an account.
	 * @param id its id, exactly as it was stored
	 * @return the account, enabled or not; {@code null} if there is none
	 */
	@Nullable Account findById(String id);

	/**
	 * Notes that a user has logged in with a password, if that is still the account's
	 * password and the account is enabled.
	 * @param id the id of the account
	 * @param expectedHash the hash that the password was compared with
	 * @param time when; what is finer than a microsecond is cut off
	 * @return {@code false} if there is no enabled account with this hash; then nothing
	 * has changed, and the login must be refused
	 */
	boolean updateLastLogin(String id, String expectedHash, Instant time);

	/**
	 * Replaces the hash of a password, if it is still the expected one and the account is
	 * enabled. Of several calls with the same expectation exactly one succeeds.
	 * @param id the id of the account
	 * @param expectedHash the hash that is to be replaced
	 * @param newHash the hash to store, another than the expected one
	 * @return {@code false} if there is no enabled account with the expected hash; then
	 * nothing has changed
	 */
	boolean updatePasswordHash(String id, String expectedHash, String newHash);

	/**
	 * Enables or disables an account.
	 * @param id the id of the account
	 * @param enabled whether its user may log in
	 * @return {@code false} if there is no such account, or it is so already
	 */
	boolean updateEnabled(String id, boolean enabled);

}
