package io.github.jwtsecurity.mail;

import java.time.Duration;

/**
 * A purpose of a one-time token. A token for one purpose is refused for any other.
 *
 * @hidden
 */
public enum TokenPurpose {

	/** The token proves that the user reads the mail of the account's address. */
	VERIFY_EMAIL(Duration.ofHours(24)),

	/** The token replaces the current password. */
	RESET_PASSWORD(Duration.ofMinutes(30)),

	/** The token proves that the user reads the mail of a new address. */
	CHANGE_EMAIL(Duration.ofHours(1)),

	/** The token restores the previous address. */
	REVERT_EMAIL(Duration.ofDays(7));

	private final Duration lifetime;

	TokenPurpose(Duration lifetime) {
		this.lifetime = lifetime;
	}

	/**
	 * Returns the time for which a token can be used.
	 * @return the lifetime
	 */
	public Duration lifetime() {
		return this.lifetime;
	}

}
