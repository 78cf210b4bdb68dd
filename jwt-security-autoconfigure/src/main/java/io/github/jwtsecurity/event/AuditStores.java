package io.github.jwtsecurity.event;

import java.util.List;

/**
 * The stores of audit records, as health and information endpoints show them. This
 * interface is in this package because no other package depends on the audit trail.
 *
 * @hidden
 */
@FunctionalInterface
public interface AuditStores {

	/**
	 * Returns the kinds of stores to which each {@link JwtSecurityEvent} is recorded.
	 * @return the kinds of stores, such as {@code log} or {@code jdbc}
	 */
	List<String> stores();

}
