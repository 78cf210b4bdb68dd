package io.github.jwtsecurity.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An event in a form that is safe for a log line and for the columns of the table. Fields
 * whose value is not known are absent.
 *
 * @param id the id of the record in the table
 * @param time the time of the event, to the microsecond
 * @param event the simple name of the event's type
 * @param failure whether a request was refused
 * @param admission whether the event is an admission, which is a signup or login
 * @param values the other values by their fields
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
	 * Returns all known values except the name of the event.
	 * @return the values by their names, in the same order for all events
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
