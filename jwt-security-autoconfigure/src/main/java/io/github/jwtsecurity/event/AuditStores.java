package io.github.jwtsecurity.event;

import java.util.List;

/**
 * Tells where each {@link JwtSecurityEvent} is recorded. It is here because nobody knows
 * the audit trail.
 */
@FunctionalInterface
public interface AuditStores {

	/**
	 * Returns where events are recorded.
	 * @return the kinds of places, such as {@code log} or {@code jdbc}
	 */
	List<String> stores();

}
