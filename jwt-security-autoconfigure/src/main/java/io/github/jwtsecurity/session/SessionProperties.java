package io.github.jwtsecurity.session;

import java.time.Duration;

import io.github.jwtsecurity.token.PropertyBounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The properties of sessions.
 *
 * @param idleTimeout Time in which a refresh token can be exchanged for the next one.
 * From 1s to 3650d.
 * @param absoluteTimeout Maximum duration of a session, regardless of its use. From 1s to
 * 3650d.
 * @param reuseGrace Time in which the refresh token that was just exchanged may be
 * presented again, because the response was lost; 0 for never. An older refresh token
 * ends the session. From 0s to 1m.
 * @param maximumPerUser Maximum number of live sessions of a user; 0 for no limit. A
 * login beyond it ends the session that was used least recently. From 0 to 10000.
 * @param revocationDelay Maximum time until every instance refuses the access tokens of
 * an ended session. From 100ms to 1m.
 * @param revocationNotifications Whether the instances also notify each other of ended
 * sessions, so that their access tokens are usually refused at once. Requires PostgreSQL
 * and its driver, and permanently takes one database connection of each instance.
 * @param revocationGrace Time after the revocation delay for which the last known state
 * is still used while the sessions cannot be read. From 0s to 1d.
 * @param revocationFailure Treatment of the access tokens of accounts if the sessions
 * cannot be read for longer than the revocation grace: closed to refuse them, or open to
 * accept them.
 */
@ConfigurationProperties("jwt-security.sessions")
record SessionProperties(@DefaultValue("7d") Duration idleTimeout, @DefaultValue("30d") Duration absoluteTimeout,
		@DefaultValue("10s") Duration reuseGrace, @DefaultValue("100") int maximumPerUser,
		@DefaultValue("5s") Duration revocationDelay, @DefaultValue("false") boolean revocationNotifications,
		@DefaultValue("1m") Duration revocationGrace, @DefaultValue("closed") RevocationFailure revocationFailure) {

	private static final String PREFIX = "jwt-security.sessions.";

	SessionProperties {
		PropertyBounds.check(PREFIX + "idle-timeout", idleTimeout, "1s", "3650d",
				"a lost device stays logged in for this long");
		PropertyBounds.check(PREFIX + "absolute-timeout", absoluteTimeout, "1s", "3650d",
				"every session has to end eventually");
		PropertyBounds.check(PREFIX + "reuse-grace", reuseGrace, "0s", "1m",
				"the reuse of a stolen refresh token is not detected for this long");
		PropertyBounds.check(PREFIX + "maximum-per-user", maximumPerUser, 0, 10_000,
				"each login reads the ids of as many sessions");
		PropertyBounds.check(PREFIX + "revocation-delay", revocationDelay, "100ms", "1m",
				"the access tokens of an ended session are accepted for this long");
		PropertyBounds.check(PREFIX + "revocation-grace", revocationGrace, "0s", "1d",
				"the access tokens of an ended session are accepted for this long");
		Assert.isTrue(absoluteTimeout.compareTo(idleTimeout) >= 0,
				() -> "%sabsolute-timeout is %s and must not be less than %sidle-timeout, which is %s".formatted(PREFIX,
						PropertyBounds.format(absoluteTimeout), PREFIX, PropertyBounds.format(idleTimeout)));
		Assert.isTrue(reuseGrace.compareTo(idleTimeout) < 0,
				() -> "%sreuse-grace is %s and must be less than %sidle-timeout, which is %s".formatted(PREFIX,
						PropertyBounds.format(reuseGrace), PREFIX, PropertyBounds.format(idleTimeout)));
	}

	/**
	 * The treatment of access tokens while it is unknown which of them are revoked.
	 */
	enum RevocationFailure {

		/** Requests are answered with 503. */
		CLOSED,

		/** All access tokens are accepted, including those of ended sessions. */
		OPEN

	}

}
