package io.github.jwtsecurity.session;

import java.time.Duration;

import io.github.jwtsecurity.token.PropertyBounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * What a login gives, and how it ends.
 *
 * @param idleTimeout How long a refresh token can be exchanged for the next one. From 1s
 * to 3650d.
 * @param absoluteTimeout How long a session lasts, however much it is used. From 1s to
 * 3650d.
 * @param reuseGrace How long the refresh token that was just exchanged may be presented
 * again, because the answer was lost; 0 for never. Anything older ends the session. From
 * 0s to 1m.
 * @param revocationDelay Until when every instance refuses the access tokens of a session
 * that was ended. From 100ms to 1m.
 * @param revocationGrace How much longer than the delay the last known state is used
 * while the sessions cannot be read. From 0s to 1d.
 * @param revocationFailure What happens to access tokens of sessions after that.
 */
@ConfigurationProperties("jwt-security.sessions")
record SessionProperties(@DefaultValue("7d") Duration idleTimeout, @DefaultValue("30d") Duration absoluteTimeout,
		@DefaultValue("10s") Duration reuseGrace, @DefaultValue("5s") Duration revocationDelay,
		@DefaultValue("1m") Duration revocationGrace, @DefaultValue("closed") RevocationFailure revocationFailure) {

	private static final String PREFIX = "jwt-security.sessions.";

	SessionProperties {
		PropertyBounds.check(PREFIX + "idle-timeout", idleTimeout, "1s", "3650d", "a lost device stays logged in");
		PropertyBounds.check(PREFIX + "absolute-timeout", absoluteTimeout, "1s", "3650d",
				"a session has to end some day");
		PropertyBounds.check(PREFIX + "reuse-grace", reuseGrace, "0s", "1m",
				"a stolen refresh token is not noticed for this long");
		PropertyBounds.check(PREFIX + "revocation-delay", revocationDelay, "100ms", "1m",
				"the access tokens of an ended session are accepted for this long");
		PropertyBounds.check(PREFIX + "revocation-grace", revocationGrace, "0s", "1d",
				"the access tokens of an ended session are accepted for this long");
		Assert.isTrue(absoluteTimeout.compareTo(idleTimeout) >= 0,
				PREFIX + "absolute-timeout must not be less than " + PREFIX + "idle-timeout");
		Assert.isTrue(reuseGrace.compareTo(idleTimeout) < 0,
				PREFIX + "reuse-grace must be less than " + PREFIX + "idle-timeout");
	}

	/**
	 * What happens to access tokens while it is not known which are revoked.
	 */
	enum RevocationFailure {

		/** They are answered with 503. */
		CLOSED,

		/** They are accepted, also those of sessions that were ended. */
		OPEN

	}

}
