package io.github.jwtsecurity.event;

import java.util.Collection;
import java.util.Set;

/**
 * A source of the accounts that must not be used any more, whose sessions are therefore
 * refused. It is in this package because the packages of accounts and sessions do not
 * depend on each other.
 *
 * @hidden
 */
@FunctionalInterface
public interface UnusableAccounts {

	/** The implementation for a service without accounts. */
	UnusableAccounts NONE = (userIds) -> Set.of();

	/**
	 * Finds the users without an enabled account.
	 * @param userIds the ids of the users, at least one and at most a thousand
	 * @return those of the ids without an enabled account
	 */
	Set<String> among(Collection<String> userIds);

}
