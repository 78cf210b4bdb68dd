package io.github.jwtsecurity.token;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How the issuer's key set is fetched and kept.
 *
 * @param connectTimeout How long to wait for a connection. From 1ms to 1m.
 * @param readTimeout How long to wait for the whole answer, once connected. From 1ms to
 * 1m.
 * @param maxSize The largest answer that is read. From 1KB to 10MB.
 * @param timeToLive The age by which a fetched set is fetched again. From 10ms to 1d.
 * @param minFetchInterval The interval in which at most two fetches start, whatever the
 * tokens say; a failed fetch is tried once more. From 1ms to 1h.
 * @param outageTolerance How much longer than its time-to-live the last good set is used,
 * while the issuer does not give one. From 0s to 7d.
 */
@ConfigurationProperties("jwt-security.jwk-set")
record KeySetProperties(@DefaultValue("2s") Duration connectTimeout, @DefaultValue("3s") Duration readTimeout,
		@DefaultValue("256KB") DataSize maxSize, @DefaultValue("5m") Duration timeToLive,
		@DefaultValue("10s") Duration minFetchInterval, @DefaultValue("4h") Duration outageTolerance) {

	private static final String PREFIX = "jwt-security.jwk-set.";

	KeySetProperties {
		PropertyBounds.check(PREFIX + "connect-timeout", connectTimeout, "1ms", "1m", "requests wait for the answer");
		PropertyBounds.check(PREFIX + "read-timeout", readTimeout, "1ms", "1m", "requests wait for the answer");
		PropertyBounds.check(PREFIX + "max-size", maxSize, "1KB", "10MB", "the answer is kept in memory");
		PropertyBounds.check(PREFIX + "time-to-live", timeToLive, "10ms", "1d",
				"a key that the issuer has withdrawn is accepted for this long");
		PropertyBounds.check(PREFIX + "min-fetch-interval", minFetchInterval, "1ms", "1h",
				"a new key of the issuer may be unknown for this long");
		PropertyBounds.check(PREFIX + "outage-tolerance", outageTolerance, "0s", "7d",
				"a key that the issuer has withdrawn is accepted for this long");
		Assert.isTrue(timeToLive.toMillis() > minFetchInterval.toMillis(),
				PREFIX + "time-to-live must be longer than " + PREFIX + "min-fetch-interval");
	}

}
