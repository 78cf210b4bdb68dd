package io.github.jwtsecurity.endpoint;

import java.time.Duration;

import io.github.jwtsecurity.token.PropertyBounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties for the renewal of access tokens during requests.
 *
 * @param enabled Whether a response includes a new access token if the token of the
 * request is about to expire and its session is live.
 * @param threshold Remaining lifetime at which an access token is renewed. From 1s to
 * 366d.
 * @param limit Time after the last login or refresh during which access tokens are
 * renewed. After that, a new access token requires a refresh. From 1s to 3650d.
 */
@ConfigurationProperties("jwt-security.sessions.sliding")
record SlidingProperties(@DefaultValue("false") boolean enabled, @DefaultValue("5m") Duration threshold,
		@DefaultValue("12h") Duration limit) {

	private static final String PREFIX = "jwt-security.sessions.sliding.";

	SlidingProperties {
		PropertyBounds.check(PREFIX + "threshold", threshold, "1s", "366d", "no access token lives longer");
		PropertyBounds.check(PREFIX + "limit", limit, "1s", "3650d",
				"a stolen access token can be renewed for this long");
	}

	/**
	 * Returns whether a token becomes renewable before the limit.
	 * @param lifetime the lifetime of access tokens
	 */
	boolean canRenew(Duration lifetime) {
		return lifetime.minus(this.threshold).compareTo(this.limit) < 0;
	}

}
