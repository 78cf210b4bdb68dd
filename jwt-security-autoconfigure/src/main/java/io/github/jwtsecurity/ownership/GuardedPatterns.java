package io.github.jwtsecurity.ownership;

import java.util.List;

/**
 * A source of path patterns that are guarded in the filter chains, because no component
 * between the chain and the handler knows the path variables.
 */
@FunctionalInterface
interface GuardedPatterns {

	/**
	 * Returns the path patterns.
	 * @return the patterns, including those without a user id
	 */
	List<String> patterns();

}
