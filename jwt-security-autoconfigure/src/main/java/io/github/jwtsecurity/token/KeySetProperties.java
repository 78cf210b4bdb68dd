package io.github.jwtsecurity.token;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Properties for fetching and caching the key sets of issuers.
 *
 * @param connectTimeout Maximum time to wait for a connection to the issuer when its key
 * set is fetched. From 1ms to 1m.
 * @param readTimeout Maximum time to wait for the complete key set, once connected to the
 * issuer. From 1ms to 1m.
 * @param maxSize Maximum size of a fetched key set. From 1KB to 10MB.
 * @param timeToLive Age by which a fetched key set is refreshed. From 10ms to 1d.
 * @param minFetchInterval Interval in which at most two fetches of a key set start,
 * regardless of the tokens that are received. A failed fetch is retried once. From 1ms to
 * 1h.
 * @param outageTolerance Time after the time-to-live for which the last good key set is
 * still used if the issuer does not provide a new one. From 0s to 7d.
 * @param sslBundle Name of the SSL bundle (spring.ssl.bundle) with which key sets and
 * metadata are fetched; the certificates that Java trusts when not set.
 */
@ConfigurationProperties("jwt-security.jwk-set")
record KeySetProperties(@DefaultValue("2s") Duration connectTimeout, @DefaultValue("3s") Duration readTimeout,
		@DefaultValue("256KB") DataSize maxSize, @DefaultValue("5m") Duration timeToLive,
		@DefaultValue("10s") Duration minFetchInterval, @DefaultValue("4h") Duration outageTolerance,
		@Nullable String sslBundle) {

	private static final String PREFIX = "jwt-security.jwk-set.";

	KeySetProperties {
		new KeySetOverrides(connectTimeout, readTimeout, maxSize, timeToLive, minFetchInterval, outageTolerance,
				sslBundle)
			.check(PREFIX);
		KeySetOverrides.checkInterval(PREFIX, timeToLive, minFetchInterval);
	}

}
