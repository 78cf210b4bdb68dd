package io.github.jwtsecurity.account.password;

import java.time.Duration;
import java.util.Locale;

import io.github.jwtsecurity.token.PropertyBounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Properties for the policy and the hashing of passwords.
 *
 * @param policy Rules for new passwords: composition requires 8 characters with an
 * uppercase letter, a lowercase letter and a digit, nist requires 15 characters of any
 * kind.
 * @param common Treatment of new passwords that are common, or that consist mainly of the
 * user's email address or the name of the application.
 * @param minLength Minimum number of characters (code points) of a new password. With the
 * policy nist, the default is 15, and a smaller value is refused. From 1 to 128.
 * @param maxLength Maximum number of characters (code points) of a password. A longer one
 * is refused at signup and treated as wrong at login. From 8 to 4096.
 * @param requireUppercase Whether a new password needs an uppercase letter. Does not
 * apply with the policy nist.
 * @param requireLowercase Whether a new password needs a lowercase letter. Does not apply
 * with the policy nist.
 * @param requireDigit Whether a new password needs a digit. Does not apply with the
 * policy nist.
 * @param encoder Algorithm for the hashes of new passwords. A hash of another algorithm,
 * or with weaker parameters, is replaced at the next login.
 * @param maxConcurrentHashes Maximum number of passwords that are hashed at the same
 * time; 0 stands for the number of processors. From 0 to 256.
 * @param hashQueueTimeout Maximum time that a request waits for the hashing of its
 * password to start before it is answered with 503. From 0s to 10m.
 */
@ConfigurationProperties("jwt-security.accounts.password")
record PasswordProperties(@DefaultValue("composition") Policy policy, @DefaultValue("refuse") Common common,
		@DefaultValue("8") int minLength, @DefaultValue("128") int maxLength,
		@DefaultValue("true") boolean requireUppercase, @DefaultValue("true") boolean requireLowercase,
		@DefaultValue("true") boolean requireDigit, @DefaultValue("argon2") Encoder encoder,
		@DefaultValue("0") int maxConcurrentHashes, @DefaultValue("60s") Duration hashQueueTimeout) {

	static final String PREFIX = "jwt-security.accounts.password.";

	PasswordProperties {
		PropertyBounds.check(PREFIX + "min-length", minLength, 1, 128, "a longer minimum excludes most users");
		PropertyBounds.check(PREFIX + "max-length", maxLength, 8, 4_096,
				"a lower maximum refuses good passwords, and a higher one makes refusals expensive");
		PropertyBounds.check(PREFIX + "max-concurrent-hashes", maxConcurrentHashes, 0, 256,
				"each hash occupies a processor and about 19 MiB of memory");
		PropertyBounds.check(PREFIX + "hash-queue-timeout", hashQueueTimeout, "0s", "10m",
				"clients do not wait longer");
		Assert.isTrue(maxLength >= minLength, PREFIX + "max-length must not be less than " + PREFIX + "min-length");
		Assert.isTrue(minLength <= PasswordEncoders.format(encoder).maxBytes(),
				() -> PREFIX + "min-length is more than " + PREFIX + "encoder=" + encoder.id() + " can take");
	}

	/**
	 * A set of rules for new passwords.
	 */
	enum Policy {

		/**
		 * Passwords of at least eight characters, with an uppercase letter, a lowercase
		 * letter and a digit.
		 */
		COMPOSITION,

		/**
		 * Passwords of at least fifteen characters (NIST SP 800-63B-4, section 3.1.1.2).
		 */
		NIST

	}

	/**
	 * A treatment of new passwords that are easy to guess.
	 */
	enum Common {

		/** Refuses such passwords. */
		REFUSE,

		/** Accepts such passwords. */
		ALLOW

	}

	/**
	 * An algorithm for password hashes.
	 */
	enum Encoder {

		/** The algorithm Argon2id (RFC 9106). */
		ARGON2,

		/**
		 * The algorithm bcrypt, which is based on Blowfish and reads at most 72 bytes.
		 */
		BCRYPT,

		/** The algorithm scrypt (RFC 7914). */
		SCRYPT,

		/**
		 * The algorithm PBKDF2 with HMAC-SHA-256 (RFC 8018), for systems that require
		 * FIPS 140.
		 */
		PBKDF2;

		/**
		 * Returns the id in braces before a stored hash.
		 */
		String id() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
