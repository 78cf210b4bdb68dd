package io.github.jwtsecurity.event;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A store that keeps data about users beside their accounts and sessions. This interface
 * is in this package because the packages of the stores do not depend on each other.
 *
 * @hidden
 */
public interface UserDataStore {

	/**
	 * Returns the name of the store in an export.
	 * @return a plural noun in snake case, such as {@code queued_mails}
	 */
	String name();

	/**
	 * Returns the data about a user, without secrets.
	 * @param userId the verified user id
	 * @return the rows, each with values by their names
	 */
	List<Map<String, @Nullable Object>> export(String userId);

	/**
	 * Deletes the data about a user, as part of the transaction of the caller.
	 * @param userId the verified user id
	 */
	void delete(String userId);

}
