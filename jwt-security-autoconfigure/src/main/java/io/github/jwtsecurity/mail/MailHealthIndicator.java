package io.github.jwtsecurity.mail;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * A health indicator that is unknown, but not down, while mail cannot be sent: the
 * service works, and the mail is kept.
 */
final class MailHealthIndicator extends AbstractHealthIndicator {

	private final MailState state;

	MailHealthIndicator(MailState state) {
		super("The state of the delivery of mails could not be read");
		this.state = state;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		boolean failing = this.state.isFailing();
		(failing ? builder.unknown() : builder.up()).withDetail("waiting", this.state.waiting());
		String lastFailure = this.state.lastFailure();
		if (failing && lastFailure != null) {
			builder.withDetail("lastFailure", lastFailure);
		}
	}

}
