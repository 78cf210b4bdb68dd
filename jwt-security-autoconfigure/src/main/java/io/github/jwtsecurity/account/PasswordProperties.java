package io.github.jwtsecurity.account;

import java.time.Duration;
import java.util.Locale;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * What a password must look like, and how it is hashed.
 *
 * @param minLength The fewest characters (code points) of a new password.
 * @param maxLength The most characters (code points) of a password. A longer one is
 * refused at signup and wrong at login.
 * @param requireUppercase Whether a new password needs an uppercase letter.
 * @param requireLowercase Whether a new password needs a lowercase letter.
 * @param requireDigit Whether a new password needs a digit.
 * @param encoder How new passwords are hashed. A hash of another kind, or with weaker
 * parameters, is replaced at the next login.
 * @param maxConcurrentHashes How many passwords are hashed at once; 0 stands for the
 * number of processors.
 * @param hashQueueTimeout How long a request waits for its turn before it is answered
 * with 503.
 */
@ConfigurationProperties("jwt-security.accounts.password")
record PasswordProperties(@DefaultValue("8") int minLength, @DefaultValue("128") int maxLength,
		@DefaultValue("true") boolean requireUppercase, @DefaultValue("true") boolean requireLowercase,
		@DefaultValue("true") boolean requireDigit, @DefaultValue("argon2") Encoder encoder,
		@DefaultValue("0") int maxConcurrentHashes, @DefaultValue("60s") Duration hashQueueTimeout) {

	private static final String PREFIX = "jwt-security.accounts.password.";

	/** Bounds the work that is done on a text before it can be refused. */
	private static final int LONGEST = 4_096;

	PasswordProperties {
		Assert.isTrue(minLength >= 1, PREFIX + "min-length must be at least 1");
		Assert.isTrue(maxLength >= minLength, PREFIX + "max-length must not be less than " + PREFIX + "min-length");
		Assert.isTrue(maxLength <= LONGEST, PREFIX + "max-length must be at most " + LONGEST);
		Assert.isTrue(minLength <= PasswordEncoders.format(encoder).maxBytes(),
				() -> PREFIX + "min-length is more than " + PREFIX + "encoder=" + encoder.id() + " can take");
		Assert.isTrue(maxConcurrentHashes >= 0, PREFIX + "max-concurrent-hashes must not be negative");
		Assert.isTrue(!hashQueueTimeout.isNegative(), PREFIX + "hash-queue-timeout must not be negative");
	}

	/**
	 * How new passwords are hashed.
	 */
	enum Encoder {

		/** Argon2id (RFC 9106). */
		ARGON2,

		/** Blowfish, for 72 bytes at most. */
		BCRYPT,

		/** RFC 7914. */
		SCRYPT,

		/** With HMAC-SHA-256 (RFC 8018), where FIPS 140 is required. */
		PBKDF2;

		/**
		 * The text in braces before a stored hash.
		 */
		String id() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
