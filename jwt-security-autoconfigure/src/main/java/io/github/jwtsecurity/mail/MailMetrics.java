package io.github.jwtsecurity.mail;

import java.util.Locale;

import io.github.jwtsecurity.mail.MailState.Outcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Metrics of the delivery of mails.
 */
final class MailMetrics implements MeterBinder {

	private final MailState state;

	MailMetrics(MailState state) {
		this.state = state;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (Outcome outcome : Outcome.values()) {
			for (MailKind kind : MailKind.values()) {
				FunctionCounter.builder("jwtsecurity.mails", this.state, (mails) -> mails.count(outcome, kind))
					.tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
					.tag("kind", kind.name().toLowerCase(Locale.ROOT))
					.description("Attempts to send a mail to the owner of an account, by outcome and kind")
					.register(registry);
			}
		}
		Gauge.builder("jwtsecurity.mails.waiting", this.state, MailState::waiting)
			.description("Mails that are not sent yet")
			.register(registry);
	}

}
