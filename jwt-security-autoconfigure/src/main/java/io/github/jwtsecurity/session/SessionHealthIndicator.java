package io.github.jwtsecurity.session;

import java.time.Duration;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * A health indicator that is up while the ended sessions are known. Otherwise it is down
 * if access tokens are refused for that reason, and unknown if they are accepted.
 */
final class SessionHealthIndicator extends AbstractHealthIndicator {

	private final RevocationView revocationView;

	SessionHealthIndicator(RevocationView revocationView) {
		super("The sessions' state could not be read");
		this.revocationView = revocationView;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		boolean usable = this.revocationView.isUsable();
		Status withoutIt = this.revocationView.isOpen() ? Status.UNKNOWN : Status.DOWN;
		Duration age = this.revocationView.age();
		builder.status(usable ? Status.UP : withoutIt)
			.withDetail("ended", this.revocationView.size())
			.withDetail("complete", this.revocationView.isComplete())
			.withDetail("age", (age != null) ? age.toSeconds() + "s" : "never read");
	}

}
