package io.github.jwtsecurity.ratelimit;

import io.github.jwtsecurity.token.PropertyBounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the rate limits.
 *
 * @param enabled Whether attempts to log in, sign up and refresh are limited.
 * @param login Limits for logins.
 * @param signup Limits for signups.
 * @param refresh Limits for refreshes.
 * @param store Store of the remaining attempts: the memory of each instance, or a table
 * that all instances share. A ProxyManager bean of the application is used whenever there
 * is one.
 * @param memory Store in memory.
 */
@ConfigurationProperties("jwt-security.rate-limit")
record RateLimitProperties(@DefaultValue("true") boolean enabled, @DefaultValue Login login,
		@DefaultValue Signup signup, @DefaultValue Refresh refresh, @DefaultValue("memory") Store store,
		@DefaultValue Memory memory) {

	/**
	 * Limits for logins.
	 *
	 * @param perAccount Number of failed logins to an account, written count/duration,
	 * where the duration is the time in which all attempts are restored. From 1/1d to
	 * 1000000/1s.
	 * @param perAddress Number of failed logins from an IP address. From 1/1d to
	 * 1000000/1s.
	 * @param totalPerAccount Number of all logins to an account, including those that
	 * succeed. From 1/1d to 1000000/1s.
	 * @param totalPerAddress Number of all logins from an IP address, including those
	 * that succeed. From 1/1d to 1000000/1s.
	 */
	record Login(@DefaultValue("5/1m") RateLimit perAccount, @DefaultValue("30/1m") RateLimit perAddress,
			@DefaultValue("30/1m") RateLimit totalPerAccount, @DefaultValue("120/1m") RateLimit totalPerAddress) {

	}

	/**
	 * Limits for signups.
	 *
	 * @param perAddress Number of signups from an IP address. From 1/1d to 1000000/1s.
	 */
	record Signup(@DefaultValue("20/1h") RateLimit perAddress) {

	}

	/**
	 * Limits for refreshes.
	 *
	 * @param perAddress Number of refreshes from an IP address. From 1/1d to 1000000/1s.
	 */
	record Refresh(@DefaultValue("120/1m") RateLimit perAddress) {

	}

	/**
	 * The store in memory.
	 *
	 * @param maximumSize Maximum number of buckets for accounts, and of buckets for
	 * addresses, that are kept in memory. From 1000 to 1000000.
	 */
	record Memory(@DefaultValue("100000") int maximumSize) {

		Memory {
			PropertyBounds.check("jwt-security.rate-limit.memory.maximum-size", maximumSize, 1_000, 1_000_000,
					"an attacker can fill a smaller store, and a larger one takes too much memory");
		}

	}

	/**
	 * A store of the remaining attempts.
	 */
	enum Store {

		/** The memory of each instance. */
		MEMORY,

		/** The application's PostgreSQL database, shared by all instances. */
		JDBC

	}

}
