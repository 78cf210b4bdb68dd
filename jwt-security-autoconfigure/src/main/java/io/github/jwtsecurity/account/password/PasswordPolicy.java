package io.github.jwtsecurity.account.password;

import java.util.List;

/**
 * A policy for new passwords, at signup and when a password is changed. The default
 * implementation has the rules of the properties {@code jwt-security.accounts.password}:
 * length, composition and common passwords. A bean of the application replaces it.
 * <p>
 * A policy cannot accept a password that must not be hashed: one that is longer than
 * {@code jwt-security.accounts.password.max-length}, that bcrypt would truncate, or that
 * is known from a data breach. The policy is not called for a password that is too long.
 */
@FunctionalInterface
public interface PasswordPolicy {

	/**
	 * Checks a password. This method is called on the thread of the request and must not
	 * block.
	 * @param password the password
	 * @return all broken rules, each a text that completes a sentence about the field,
	 * such as "must have a digit", which the user sees and which must not quote the
	 * password; empty if the password is accepted
	 */
	List<String> violations(NewPassword password);

}
