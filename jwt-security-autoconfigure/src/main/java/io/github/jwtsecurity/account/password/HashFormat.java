package io.github.jwtsecurity.account.password;

import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * A format of password hashes: the algorithm, the parameters, and the form of stored
 * hashes.
 */
interface HashFormat {

	/**
	 * The maximum memory for one hash, regardless of the stored parameters: the memory of
	 * the most expensive encoder.
	 */
	int MAX_MEMORY = 128 * 1024 * 1024;

	/**
	 * Returns the encoder, with the parameters of new hashes. Only readable hashes are
	 * passed to it.
	 */
	PasswordEncoder encoder();

	/**
	 * Returns the strength of a stored hash, which is given without the {@code {id}}.
	 */
	Strength strength(String hash);

	/**
	 * Returns the maximum length of a password, in bytes of UTF-8.
	 */
	default int maxBytes() {
		return Integer.MAX_VALUE;
	}

	/**
	 * Returns whether a stored hash without an {@code {id}} is of this format, because
	 * its text names the algorithm.
	 */
	default boolean isNamedIn(String hash) {
		return false;
	}

	/**
	 * The strength of a stored hash.
	 */
	enum Strength {

		/** The hash is malformed, or so expensive that it is not verified. */
		UNREADABLE,

		/** The hash can be verified, but new hashes are stronger. */
		WEAK,

		/** The hash is at least as strong as a new hash. */
		SUFFICIENT

	}

}
