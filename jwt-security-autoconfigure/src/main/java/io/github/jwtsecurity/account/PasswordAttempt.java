package io.github.jwtsecurity.account;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * An attempt that needs a password to be hashed, as its caller sees it.
 */
@FunctionalInterface
public interface PasswordAttempt {

	/**
	 * Begins the attempt when the turn of the password has come, on the thread that
	 * hashes, and perhaps more than once. If this method throws an exception, that is the
	 * outcome, and nothing is hashed.
	 */
	void begin();

	/**
	 * Receives the account of a login, before the password waits for its turn, and
	 * perhaps more than once. If this method throws an exception, that is the outcome.
	 * @param account the account, which may be disabled; {@code null} if there is none
	 */
	default void found(@Nullable Account account) {
	}

	/**
	 * Returns the flows that the attempt belongs to, such as its account and its address.
	 * No flow gets more than its turn while passwords wait.
	 * @return the keys of the flows; none by default
	 */
	default Set<String> flows() {
		return Set.of();
	}

}
