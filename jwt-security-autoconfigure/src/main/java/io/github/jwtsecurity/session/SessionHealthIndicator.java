package io.github.jwtsecurity.session;

import java.time.Duration;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Up while it is known which sessions were ended. Otherwise down if access tokens are
 * refused for that, and unknown if they are accepted.
 */
final class SessionHealthIndicator extends AbstractHealthIndicator {

	private final EndedSessions endedSessions;

	SessionHealthIndicator(EndedSessions endedSessions) {
		super("The sessions' state could not be read");
		this.endedSessions = endedSessions;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		boolean usable = this.endedSessions.isUsable();
		Status withoutIt = this.endedSessions.isOpen() ? Status.UNKNOWN : Status.DOWN;
		Duration age = this.endedSessions.age();
		builder.status(usable ? Status.UP : withoutIt)
			.withDetail("ended", this.endedSessions.size())
			.withDetail("complete", this.endedSessions.isComplete())
			.withDetail("age", (age != null) ? age.toSeconds() + "s" : "never read");
	}

}
