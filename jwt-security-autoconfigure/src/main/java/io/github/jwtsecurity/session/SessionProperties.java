package io.github.jwtsecurity.session;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * What a login gives, and how it ends.
 *
 * @param idleTimeout How long a refresh token can be exchanged for the next one.
 * @param absoluteTimeout How long a session lasts, however much it is used.
 * @param reuseGrace How long the refresh token that was just exchanged may be presented
 * again, because the answer was lost; 0 for never. Anything older ends the session.
 * @param revocationDelay Until when every instance refuses the access tokens of a session
 * that was ended.
 * @param revocationGrace How much longer than the delay the last known state is used
 * while the sessions cannot be read.
 * @param revocationFailure What happens to access tokens of sessions after that.
 */
@ConfigurationProperties("jwt-security.sessions")
record SessionProperties(@DefaultValue("7d") Duration idleTimeout, @DefaultValue("30d") Duration absoluteTimeout,
		@DefaultValue("10s") Duration reuseGrace, @DefaultValue("5s") Duration revocationDelay,
		@DefaultValue("1m") Duration revocationGrace, @DefaultValue("closed") RevocationFailure revocationFailure) {

	private static final String PREFIX = "jwt-security.sessions.";

	private static final Duration SHORTEST_DELAY = Duration.ofMillis(100);

	SessionProperties {
		Assert.isTrue(idleTimeout.toSeconds() >= 1, PREFIX + "idle-timeout must be at least a second");
		Assert.isTrue(absoluteTimeout.compareTo(idleTimeout) >= 0,
				PREFIX + "absolute-timeout must not be less than " + PREFIX + "idle-timeout");
		Assert.isTrue(!reuseGrace.isNegative(), PREFIX + "reuse-grace must not be negative");
		Assert.isTrue(reuseGrace.compareTo(idleTimeout) < 0,
				PREFIX + "reuse-grace must be less than " + PREFIX + "idle-timeout");
		Assert.isTrue(revocationDelay.compareTo(SHORTEST_DELAY) >= 0,
				PREFIX + "revocation-delay must be at least 100ms");
		Assert.isTrue(!revocationGrace.isNegative(), PREFIX + "revocation-grace must not be negative");
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
