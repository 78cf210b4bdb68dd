package io.github.jwtsecurity.account.password;

import java.util.List;

/**
 * A policy for new passwords, at signup and when a password is changed. The default
 * implementation has the rules of the properties {@code jwt-security.accounts.password}:
 * length, composition and common passwords. A bean of the application replaces it.
 * <p>
 * Some passwords are refused with any policy: passwords that are longer than
 * {@code jwt-security.accounts.password.max-length}, that bcrypt would truncate, or that
 * are known from a data breach. The policy is not called for a password that is too long.
 */
@FunctionalInterface
public interface PasswordPolicy {

	/**
	 * Checks a password. This method is called on the thread of the request and must not
	 * block.
	 * @param password the password
	 * @return a text for each violated rule, empty if the password is accepted. A text
	 * completes a sentence about the field, such as "must have a digit". It is shown to
	 * the user and must not quote the password.
	 */
	List<String> violations(NewPassword password);

}
