package io.github.jwtsecurity.event;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import io.github.jwtsecurity.event.JwtSecurityEvent.Meter;

/**
 * The count that an event adds to a meter. No tag contains text from outside.
 *
 * @param meter the meter
 * @param tags the values of the tags by their keys
 * @param amount the number by which the event increments the count
 */
public record EventCount(Meter meter, Map<String, String> tags, int amount) {

	/**
	 * Creates a new count.
	 */
	public EventCount {
		tags = Map.copyOf(tags);
	}

	static EventCount of(Meter meter) {
		return new EventCount(meter, Map.of(), 1);
	}

	EventCount tag(String key, String value) {
		Map<String, String> more = new HashMap<>(this.tags);
		more.put(key, value);
		return new EventCount(this.meter, more, this.amount);
	}

	EventCount tag(String key, Enum<?> value) {
		return tag(key, nameOf(value));
	}

	EventCount times(int times) {
		return new EventCount(this.meter, this.tags, times);
	}

	static String nameOf(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

}
