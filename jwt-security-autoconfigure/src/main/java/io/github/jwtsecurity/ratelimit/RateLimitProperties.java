package io.github.jwtsecurity.ratelimit;

import io.github.jwtsecurity.token.PropertyBounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often somebody may try.
 *
 * @param enabled Whether attempts to log in, sign up and refresh are limited.
 * @param login Logins that fail.
 * @param signup Signups.
 * @param refresh Refreshes.
 * @param store Where it is kept how many attempts are left. A ProxyManager bean of the
 * application is used whenever there is one.
 * @param memory What is kept in memory.
 */
@ConfigurationProperties("jwt-security.rate-limit")
record RateLimitProperties(@DefaultValue("true") boolean enabled, @DefaultValue Login login,
		@DefaultValue Signup signup, @DefaultValue Refresh refresh, @DefaultValue("memory") Store store,
		@DefaultValue Memory memory) {

	/**
	 * Logins that fail.
	 *
	 * @param perAccount How many logins to an account may fail, written count/duration,
	 * with the duration in which all of them are there again. From 1/1d to 1000000/1s.
	 * @param perAddress How many logins from an address may fail. From 1/1d to
	 * 1000000/1s.
	 */
	record Login(@DefaultValue("5/1m") RateLimit perAccount, @DefaultValue("30/1m") RateLimit perAddress) {

	}

	/**
	 * Signups.
	 *
	 * @param perAddress How many signups an address has. From 1/1d to 1000000/1s.
	 */
	record Signup(@DefaultValue("20/1h") RateLimit perAddress) {

	}

	/**
	 * Refreshes.
	 *
	 * @param perAddress How many refreshes an address has. From 1/1d to 1000000/1s.
	 */
	record Refresh(@DefaultValue("120/1m") RateLimit perAddress) {

	}

	/**
	 * What is kept in memory.
	 *
	 * @param maximumSize The most accounts, and the most addresses, that are kept in
	 * memory. From 1000 to 1000000.
	 */
	record Memory(@DefaultValue("100000") int maximumSize) {

		Memory {
			PropertyBounds.check("jwt-security.rate-limit.memory.maximum-size", maximumSize, 1_000, 1_000_000,
					"an attacker can fill a smaller store, and a larger one takes too much memory");
		}

	}

	/**
	 * Where it is kept how many attempts are left.
	 */
	enum Store {

		/** In each instance by itself. */
		MEMORY,

		/** In the application's PostgreSQL, shared by all instances. */
		JDBC

	}

}
