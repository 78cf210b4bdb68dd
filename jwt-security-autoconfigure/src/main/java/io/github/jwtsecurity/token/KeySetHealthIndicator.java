package io.github.jwtsecurity.token;

import java.time.Clock;
import java.time.Duration;

import io.github.jwtsecurity.token.KeySetStatus.Snapshot;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * A health indicator that is up while there is a key to verify tokens with. It requests
 * the keys in the same way as a token does, so that a service that gets no requests
 * because it is down notices when its issuer is available again. It shows the age of the
 * key set and the last failure to fetch it.
 */
final class KeySetHealthIndicator extends AbstractHealthIndicator {

	private final KeySetVerifier verifier;

	private final KeySetStatus status;

	private final Clock clock;

	KeySetHealthIndicator(KeySetVerifier verifier, KeySetStatus status, Clock clock) {
		super("The key set's state could not be read");
		this.verifier = verifier;
		this.status = status;
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.status(this.verifier.hasKeys() ? "UP" : "DOWN");
		Snapshot snapshot = this.status.snapshot();
		if (snapshot.fetchedAt() != null) {
			Duration age = Duration.between(snapshot.fetchedAt(), this.clock.instant());
			builder.withDetail("keys", snapshot.usableKeys()).withDetail("age", age.toSeconds() + "s");
		}
		if (snapshot.failedAt() != null) {
			builder.withDetail("lastFailureAt", snapshot.failedAt().toString())
				.withDetail("lastFailure", String.valueOf(snapshot.failure()));
		}
	}

}
