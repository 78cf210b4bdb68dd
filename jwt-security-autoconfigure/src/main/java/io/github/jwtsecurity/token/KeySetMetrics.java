package io.github.jwtsecurity.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Metrics of the age of the key set and its number of usable keys. They do not fetch the
 * set.
 */
final class KeySetMetrics implements MeterBinder {

	private final KeySetStatus status;

	private final Clock clock;

	KeySetMetrics(KeySetStatus status, Clock clock) {
		this.status = status;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		TimeGauge.builder("jwtsecurity.keys.age", this, TimeUnit.MILLISECONDS, KeySetMetrics::age)
			.description("The time since the key set was last fetched")
			.register(registry);
		Gauge.builder("jwtsecurity.keys.usable", this.status, (current) -> current.snapshot().usableKeys())
			.description("Keys of the set that was last fetched, without those that cannot be used")
			.register(registry);
	}

	private double age() {
		Instant fetchedAt = this.status.snapshot().fetchedAt();
		return (fetchedAt != null) ? Duration.between(fetchedAt, this.clock.instant()).toMillis() : Double.NaN;
	}

}
