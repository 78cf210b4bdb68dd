package io.github.jwtsecurity.event;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A reader of stored audit records. This interface is in this package because no other
 * package depends on the audit trail.
 *
 * @hidden
 */
@FunctionalInterface
public interface AuditReader {

	/**
	 * Finds the records about an account, newest first.
	 * @param userId the id of the account
	 * @param before the id of the record after which the list continues, {@code null} for
	 * the beginning
	 * @param limit the maximum number of records
	 * @return the records, each with its values by the names of the fields, {@code null}
	 * for an unknown value; empty if there are no more, or there is no record with the
	 * given id any more
	 */
	List<Map<String, @Nullable Object>> find(String userId, @Nullable String before, int limit);

}
