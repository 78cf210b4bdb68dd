package io.github.jwtsecurity.account.password;

import java.util.Set;

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
	 * Returns the flows that the attempt belongs to, such as its account and its address.
	 * No flow gets more than its turn while passwords wait.
	 * @return the keys of the flows; none by default
	 */
	default Set<String> flows() {
		return Set.of();
	}

}
