package io.github.jwtsecurity.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An event, made fit for a log line and for a column. It has one value for each name, and
 * none for what is not known.
 *
 * @param id names it in the table
 * @param time when it happened, to the microsecond
 * @param event the simple name of the event
 * @param failure whether something was refused
 * @param admission whether the event is an admission, a signup or login
 * @param values the other values by the name of their field
 */
record AuditRecord(String id, Instant time, String event, boolean failure, boolean admission,
		Map<AuditField, String> values) {

	AuditRecord(Instant time, String event, boolean failure, boolean admission, Map<AuditField, String> values) {
		this(UUID.randomUUID().toString(), time.truncatedTo(ChronoUnit.MICROS), event, failure, admission,
				Map.copyOf(values));
	}

	AuditRecord(Instant time, String event, boolean failure, Map<AuditField, String> values) {
		this(time, event, failure, false, values);
	}

	String outcome() {
		return this.failure ? "failure" : "success";
	}

	@Nullable String value(AuditField field) {
		return this.values.get(field);
	}

	/**
	 * All that is known, but its name.
	 * @return the values by their names, in one order for all events
	 */
	Map<String, String> pairs() {
		Map<String, String> pairs = new LinkedHashMap<>();
		pairs.put("time", this.time.toString());
		pairs.put("outcome", outcome());
		for (AuditField field : AuditField.values()) {
			String value = value(field);
			if (value != null) {
				pairs.put(field.key(), value);
			}
		}
		return pairs;
	}

}
