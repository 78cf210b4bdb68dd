package io.github.jwtsecurity.ratelimit;

import io.github.jwtsecurity.token.PropertyBounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The growing wait after many failed logins.
 *
 * @param threshold Number of consecutive failed logins to an account after which the wait
 * before each further attempt grows, up to an hour; 0 for never. From 0 to 10000.
 */
@ConfigurationProperties("jwt-security.accounts.lockout")
record LockoutProperties(@DefaultValue("100") int threshold) {

	LockoutProperties {
		PropertyBounds.check("jwt-security.accounts.lockout.threshold", threshold, 0, 10_000,
				"more guesses find a common password");
	}

}
