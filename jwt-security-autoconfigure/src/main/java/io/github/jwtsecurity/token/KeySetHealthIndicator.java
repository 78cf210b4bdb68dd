package io.github.jwtsecurity.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.github.jwtsecurity.token.KeySetStatus.Snapshot;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Tells the age of the key set and the last failure to fetch it: unknown before the first
 * token, up while there are keys to verify with, down otherwise.
 */
final class KeySetHealthIndicator extends AbstractHealthIndicator {

	private final KeySetStatus status;

	private final Duration lifetime;

	private final Clock clock;

	KeySetHealthIndicator(KeySetStatus status, KeySetProperties properties, Clock clock) {
		super("The key set's state could not be read");
		this.status = status;
		this.lifetime = properties.timeToLive().plus(properties.outageTolerance());
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Snapshot snapshot = this.status.snapshot();
		Instant fetchedAt = snapshot.fetchedAt();
		if (fetchedAt != null) {
			Duration age = Duration.between(fetchedAt, this.clock.instant());
			builder.withDetail("keys", snapshot.usableKeys()).withDetail("age", age.toSeconds() + "s");
			builder.status((snapshot.usableKeys() > 0 && age.compareTo(this.lifetime) < 0) ? "UP" : "DOWN");
		}
		else {
			builder.status((snapshot.failedAt() != null) ? "DOWN" : "UNKNOWN");
		}
		if (snapshot.failedAt() != null) {
			builder.withDetail("lastFailureAt", snapshot.failedAt().toString())
				.withDetail("lastFailure", String.valueOf(snapshot.failure()));
		}
	}

}
