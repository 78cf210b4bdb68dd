package io.github.jwtsecurity.token;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Properties for the key set of one issuer that differ from the common ones.
 *
 * @param connectTimeout Maximum time to wait for a connection.
 * @param readTimeout Maximum time to wait for the complete response, once connected.
 * @param maxSize Maximum size of the response.
 * @param timeToLive Age by which a fetched key set is refreshed.
 * @param minFetchInterval Interval in which at most two fetches start.
 * @param outageTolerance Time after the time-to-live for which the last good key set is
 * still used.
 * @param sslBundle Name of the SSL bundle for fetching the key set.
 */
record KeySetOverrides(@Nullable Duration connectTimeout, @Nullable Duration readTimeout, @Nullable DataSize maxSize,
		@Nullable Duration timeToLive, @Nullable Duration minFetchInterval, @Nullable Duration outageTolerance,
		@Nullable String sslBundle) {

	static final KeySetOverrides NONE = new KeySetOverrides(null, null, null, null, null, null, null);

	KeySetProperties applyTo(KeySetProperties common) {
		return new KeySetProperties(orElse(this.connectTimeout, common.connectTimeout()),
				orElse(this.readTimeout, common.readTimeout()), orElse(this.maxSize, common.maxSize()),
				orElse(this.timeToLive, common.timeToLive()), orElse(this.minFetchInterval, common.minFetchInterval()),
				orElse(this.outageTolerance, common.outageTolerance()),
				(this.sslBundle != null) ? this.sslBundle : common.sslBundle());
	}

	private static <T> T orElse(@Nullable T own, T common) {
		return (own != null) ? own : common;
	}

}
