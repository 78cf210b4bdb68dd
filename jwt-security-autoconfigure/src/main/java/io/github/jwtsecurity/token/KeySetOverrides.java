package io.github.jwtsecurity.token;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * Properties for the key set of one issuer. Those that are not set are common to all key
 * sets.
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

	/**
	 * Checks the bounds of the properties that are set.
	 * @param prefix the prefix of their names, which ends with a dot
	 * @throws IllegalArgumentException if a value is not within its bounds
	 */
	void check(String prefix) {
		check(prefix + "connect-timeout", this.connectTimeout, "1ms", "1m", "requests wait for the response");
		check(prefix + "read-timeout", this.readTimeout, "1ms", "1m", "requests wait for the response");
		if (this.maxSize != null) {
			PropertyBounds.check(prefix + "max-size", this.maxSize, "1KB", "10MB", "the response is kept in memory");
		}
		check(prefix + "time-to-live", this.timeToLive, "10ms", "1d",
				"a key that the issuer has withdrawn is accepted for this long");
		check(prefix + "min-fetch-interval", this.minFetchInterval, "1ms", "1h",
				"a new key of the issuer may be unknown for this long");
		check(prefix + "outage-tolerance", this.outageTolerance, "0s", "7d",
				"a key that the issuer has withdrawn is accepted for this long");
	}

	private static void check(String name, @Nullable Duration value, String minimum, String maximum, String reason) {
		if (value != null) {
			PropertyBounds.check(name, value, minimum, maximum, reason);
		}
	}

	/**
	 * Checks that a key set is not fetched as often as it expires.
	 * @param prefix the prefix of the names of the properties, which ends with a dot
	 * @throws IllegalArgumentException if the time-to-live is not longer than the
	 * interval
	 */
	static void checkInterval(String prefix, Duration timeToLive, Duration minFetchInterval) {
		Assert.isTrue(timeToLive.toMillis() > minFetchInterval.toMillis(),
				() -> "%stime-to-live is %s and must be longer than %smin-fetch-interval, which is %s".formatted(prefix,
						PropertyBounds.format(timeToLive), prefix, PropertyBounds.format(minFetchInterval)));
	}

	/**
	 * Returns the settings for the key set.
	 * @param common the settings that are common to all key sets
	 * @param prefix the prefix of the names of these properties, which ends with a dot
	 * @throws KeyConfigurationException if a value is not within its bounds
	 */
	KeySetProperties applyTo(KeySetProperties common, String prefix) {
		try {
			check(prefix);
			checkInterval(prefix, orElse(this.timeToLive, common.timeToLive()),
					orElse(this.minFetchInterval, common.minFetchInterval()));
		}
		catch (IllegalArgumentException ex) {
			throw new KeyConfigurationException(ex.getMessage() + ".", "Correct the value, or remove the property.");
		}
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
