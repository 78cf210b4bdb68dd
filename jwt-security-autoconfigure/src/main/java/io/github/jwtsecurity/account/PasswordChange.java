package io.github.jwtsecurity.account;

import java.util.List;

/**
 * The outcome of a change of password.
 */
public sealed interface PasswordChange {

	/**
	 * The new password is stored.
	 *
	 * @param account the account with the new hash
	 */
	record Changed(Account account) implements PasswordChange {
	}

	/**
	 * The current password is wrong.
	 */
	record WrongPassword() implements PasswordChange {
	}

	/**
	 * The account does not exist or is disabled.
	 */
	record NoAccount() implements PasswordChange {
	}

	/**
	 * The new password is refused. The current password was not checked.
	 *
	 * @param violations all violated rules, each a text that completes a sentence about
	 * the field
	 */
	record Refused(List<String> violations) implements PasswordChange {
	}

}
