package io.github.jwtsecurity.audit;

import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Counts each event. Like the {@link AuditTrail} it listens before the application does,
 * so that the counts are those of the trail.
 */
final class EventMetrics {

	private static final Log logger = LogFactory.getLog(EventMetrics.class);

	private final MeterRegistry registry;

	/**
	 * Begins with a count of zero where the tags are known, so that a rate has a
	 * beginning.
	 */
	EventMetrics(MeterRegistry registry) {
		this.registry = registry;
		EventCount.ALL.values().forEach((count) -> count.known().forEach((tags) -> increment(count.meter(), tags, 0)));
	}

	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(JwtSecurityEvent event) {
		EventCount<?> count = EventCount.ALL.get(event.getClass());
		if (count != null) {
			increment(count.meter(), count.tagsOf(event), count.amountOf(event));
		}
	}

	private void increment(EventMeter meter, Tags tags, int amount) {
		try {
			meter.counter(this.registry, tags).increment(amount);
		}
		catch (RuntimeException ex) {
			logger.warn("The meter registry does not count " + meter + ": " + ex.getClass().getName());
		}
	}

}
