package io.github.jwtsecurity.account;

import io.github.jwtsecurity.account.password.PasswordAttempt;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to log in to an account, as its caller sees it.
 */
@FunctionalInterface
public interface AccountAttempt extends PasswordAttempt {

	/**
	 * Receives the account before the password waits for its turn. This method may be
	 * called more than once. If it throws an exception, that is the outcome.
	 * @param account the account, which may be disabled; {@code null} if there is none
	 */
	default void found(@Nullable Account account) {
	}

}
