package io.github.jwtsecurity.web;

import java.time.Duration;

import io.github.jwtsecurity.token.PropertyBounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Renewal of access tokens in passing.
 *
 * @param enabled Whether the response to a request with an access token that is about to
 * expire has a new one, while the session lives.
 * @param threshold Remaining lifetime of a token at which it is renewed. From 1s to 366d.
 */
@ConfigurationProperties("jwt-security.sessions.sliding")
record SlidingProperties(@DefaultValue("false") boolean enabled, @DefaultValue("5m") Duration threshold) {

	SlidingProperties {
		PropertyBounds.check("jwt-security.sessions.sliding.threshold", threshold, "1s", "366d",
				"no access token lives longer");
	}

}
