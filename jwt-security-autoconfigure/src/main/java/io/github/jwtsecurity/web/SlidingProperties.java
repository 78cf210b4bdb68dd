package io.github.jwtsecurity.web;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Renewal of access tokens in passing.
 *
 * @param enabled Whether a request whose access token is about to expire gets a fresh
 * one, while its session lives.
 * @param threshold How long before its end a token is renewed.
 */
@ConfigurationProperties("jwt-security.sessions.sliding")
record SlidingProperties(@DefaultValue("false") boolean enabled, @DefaultValue("5m") Duration threshold) {

	SlidingProperties {
		Assert.isTrue(!threshold.isNegative() && !threshold.isZero(),
				"jwt-security.sessions.sliding.threshold must be positive");
	}

}
