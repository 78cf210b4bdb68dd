package io.github.jwtsecurity.token;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How the issuer's key set is fetched and kept.
 *
 * @param connectTimeout How long to wait for a connection.
 * @param readTimeout How long to wait for the whole answer, once connected.
 * @param maxSize The largest answer that is read.
 * @param timeToLive How long a fetched set is used before it is fetched again.
 * @param minFetchInterval The interval in which at most two fetches start, whatever the
 * tokens say; a failed fetch is tried once more.
 * @param outageTolerance How long the last good set is used while the issuer does not
 * give one.
 */
@ConfigurationProperties("jwt-security.jwk-set")
record KeySetProperties(@DefaultValue("2s") Duration connectTimeout, @DefaultValue("3s") Duration readTimeout,
		@DefaultValue("256KB") DataSize maxSize, @DefaultValue("5m") Duration timeToLive,
		@DefaultValue("10s") Duration minFetchInterval, @DefaultValue("4h") Duration outageTolerance) {

	KeySetProperties {
		requirePositive("connect-timeout", connectTimeout);
		requirePositive("read-timeout", readTimeout);
		requirePositive("min-fetch-interval", minFetchInterval);
		Assert.isTrue(maxSize.toBytes() > 0, "jwt-security.jwk-set.max-size must be positive");
		Assert.isTrue(timeToLive.toMillis() > minFetchInterval.toMillis(),
				"jwt-security.jwk-set.time-to-live must be longer than jwt-security.jwk-set.min-fetch-interval");
		Assert.isTrue(!outageTolerance.isNegative(), "jwt-security.jwk-set.outage-tolerance must not be negative");
	}

	private static void requirePositive(String name, Duration value) {
		Assert.isTrue(value.toMillis() > 0, () -> "jwt-security.jwk-set." + name + " must be at least a millisecond");
	}

}
