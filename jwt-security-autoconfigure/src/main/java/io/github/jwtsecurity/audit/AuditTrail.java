package io.github.jwtsecurity.audit;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import io.github.jwtsecurity.event.AuditStores;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * A listener that records each event. It runs before the application's listeners, since a
 * listener that fails may keep an event from those after it.
 */
final class AuditTrail implements AuditStores {

	private static final Log logger = LogFactory.getLog(AuditTrail.class);

	private final AuditRecordFactory factory;

	private final List<AuditSink> sinks;

	private final LongAdder refused = new LongAdder();

	AuditTrail(AuditRecordFactory factory, List<AuditSink> sinks) {
		this.factory = factory;
		this.sinks = sinks;
	}

	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(JwtSecurityEvent event) {
		AuditRecord auditRecord = this.factory.create(event);
		this.sinks.forEach((sink) -> {
			try {
				sink.accept(auditRecord);
			}
			catch (RuntimeException ex) {
				this.refused.increment();
				logger.error("The audit record " + auditRecord.id() + ", " + auditRecord.event()
						+ ", could not be written by " + sink.getClass().getSimpleName() + ": "
						+ ex.getClass().getName());
			}
		});
	}

	@Override
	public List<String> stores() {
		return this.sinks.stream().map(AuditSink::kind).sorted().toList();
	}

	/**
	 * Returns the number of lost records. A record that several sinks have lost is
	 * counted once for each.
	 */
	long lost() {
		return this.refused.sum() + this.sinks.stream().mapToLong(AuditSink::lost).sum();
	}

}
