package io.github.jwtsecurity.account.password;

import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * One way to hash passwords: its parameters, and what its stored hashes look like.
 */
interface HashFormat {

	/**
	 * The most memory that one hash may take, whatever the stored parameters say: that of
	 * the most expensive encoder.
	 */
	int MAX_MEMORY = 128 * 1024 * 1024;

	/**
	 * The encoder, with the parameters of new hashes. It is only given hashes that are
	 * readable.
	 */
	PasswordEncoder encoder();

	/**
	 * Judges a stored hash by its text, without the {@code {id}}.
	 */
	Strength strength(String hash);

	/**
	 * A hash of nothing, with the parameters of new ones. To compare a password with it
	 * costs what any other comparison does.
	 */
	String standIn();

	/**
	 * The most bytes of a password, in UTF-8.
	 */
	default int maxBytes() {
		return Integer.MAX_VALUE;
	}

	/**
	 * What can be done with a stored hash.
	 */
	enum Strength {

		/** Nothing: malformed, or so expensive that it is not worth a try. */
		UNREADABLE,

		/** It can be verified, but new ones are stronger. */
		WEAK,

		/** It is at least as strong as a new one. */
		SUFFICIENT

	}

}
