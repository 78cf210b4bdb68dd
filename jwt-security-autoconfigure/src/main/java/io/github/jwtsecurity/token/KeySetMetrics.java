package io.github.jwtsecurity.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Metrics of the age of each key set and its number of usable keys. They do not fetch the
 * set.
 */
final class KeySetMetrics implements MeterBinder {

	private static final String ISSUER = "issuer";

	private final List<FetchedKeySet> keySets;

	private final Clock clock;

	KeySetMetrics(List<FetchedKeySet> keySets, Clock clock) {
		this.keySets = keySets;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (FetchedKeySet keySet : this.keySets) {
			TimeGauge.builder("jwtsecurity.keys.age", keySet, TimeUnit.MILLISECONDS, this::age)
				.description("The time since the key set was last fetched")
				.tag(ISSUER, keySet.issuer())
				.register(registry);
			Gauge.builder("jwtsecurity.keys.usable", keySet.status(), (current) -> current.snapshot().usableKeys())
				.description("Keys of the set that was last fetched, without those that cannot be used")
				.tag(ISSUER, keySet.issuer())
				.register(registry);
		}
	}

	private double age(FetchedKeySet keySet) {
		Instant fetchedAt = keySet.status().snapshot().fetchedAt();
		return (fetchedAt != null) ? Duration.between(fetchedAt, this.clock.instant()).toMillis() : Double.NaN;
	}

}
