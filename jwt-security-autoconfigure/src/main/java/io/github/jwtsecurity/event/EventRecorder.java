package io.github.jwtsecurity.event;

import java.util.List;

/**
 * Records every {@link JwtSecurityEvent}. It is here because nobody else knows the audit
 * trail.
 */
@FunctionalInterface
public interface EventRecorder {

	/**
	 * Returns where events are recorded.
	 * @return the kinds of places, such as {@code log} or {@code jdbc}
	 */
	List<String> stores();

}
