package io.github.jwtsecurity.account.password;

import java.util.Set;

/**
 * An attempt that needs a password to be hashed, as its caller sees it.
 */
@FunctionalInterface
public interface PasswordAttempt {

	/**
	 * Begins the attempt when the turn of the password has come, on the thread that
	 * hashes. This method may be called more than once. If it throws an exception, that
	 * is the outcome, and nothing is hashed.
	 */
	void begin();

	/**
	 * Returns the flows that the attempt belongs to, such as its account and its address.
	 * While passwords wait, the flows take turns.
	 * @return the keys of the flows; none by default
	 */
	default Set<String> flows() {
		return Set.of();
	}

}
