package io.github.jwtsecurity.audit;

import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.event.EventCount;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.Meter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * A listener that counts each event. It runs before the application's listeners, as the
 * {@link AuditTrail} does, so that the counts agree with the audit trail.
 */
final class EventMetrics {

	private static final Log logger = LogFactory.getLog(EventMetrics.class);

	private final MeterRegistry registry;

	/**
	 * Creates the metrics. Counters whose tags are known in advance start at zero, so
	 * that a rate can be computed from the first event.
	 */
	EventMetrics(MeterRegistry registry) {
		this.registry = registry;
		for (Meter meter : Meter.values()) {
			meter.knownTags().forEach((tags) -> increment(new EventCount(meter, tags, 0)));
		}
	}

	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(JwtSecurityEvent event) {
		EventCount count = event.count();
		if (count != null) {
			increment(count);
		}
	}

	private void increment(EventCount count) {
		Meter meter = count.meter();
		try {
			Counter.builder(meter.id())
				.description(meter.description())
				.tags(tags(count.tags()))
				.register(this.registry)
				.increment(count.amount());
		}
		catch (RuntimeException ex) {
			logger.warn("The meter registry does not count " + meter + ": " + ex.getClass().getName());
		}
	}

	private static List<Tag> tags(Map<String, String> tags) {
		return tags.entrySet().stream().map((tag) -> Tag.of(tag.getKey(), tag.getValue())).toList();
	}

}
