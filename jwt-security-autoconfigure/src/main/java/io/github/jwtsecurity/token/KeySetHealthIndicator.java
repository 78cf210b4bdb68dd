package io.github.jwtsecurity.token;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.jwtsecurity.token.KeySetStatus.Snapshot;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * A health indicator that is up while there is a key to verify tokens of any issuer with,
 * so that one issuer that is down does not take the service down. It requests the keys in
 * the same way as a token does, so that a service that gets no requests because it is
 * down notices when its issuer is available again. It shows the age of each key set and
 * the last failure to fetch it.
 */
final class KeySetHealthIndicator extends AbstractHealthIndicator {

	private final TrustedIssuers issuers;

	private final Clock clock;

	KeySetHealthIndicator(TrustedIssuers issuers, Clock clock) {
		super("The key set's state could not be read");
		this.issuers = issuers;
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.status(this.issuers.hasKeys() ? "UP" : "DOWN");
		if (this.issuers.all().size() == 1) {
			this.issuers.keySets().forEach((keySet) -> builder.withDetails(details(keySet)));
		}
		else {
			this.issuers.keySets().forEach((keySet) -> {
				Map<String, Object> details = details(keySet);
				details.put("status", keySet.verifier().knowsKeys() ? "UP" : "DOWN");
				builder.withDetail(keySet.issuer(), details);
			});
		}
	}

	private Map<String, Object> details(FetchedKeySet keySet) {
		Map<String, Object> details = new LinkedHashMap<>();
		Snapshot snapshot = keySet.status().snapshot();
		if (snapshot.fetchedAt() != null) {
			Duration age = Duration.between(snapshot.fetchedAt(), this.clock.instant());
			details.put("keys", snapshot.usableKeys());
			details.put("age", age.toSeconds() + "s");
		}
		if (snapshot.failedAt() != null) {
			details.put("lastFailureAt", snapshot.failedAt().toString());
			details.put("lastFailure", String.valueOf(snapshot.failure()));
		}
		return details;
	}

}
