package io.github.jwtsecurity.ownership;

import java.util.List;

/**
 * Path patterns that are guarded in the filter chains, because no component between the
 * chain and the handler knows the path variables.
 */
@FunctionalInterface
interface GuardedPatterns {

	/**
	 * Returns the patterns.
	 * @return the patterns, including those without a user id
	 */
	List<String> patterns();

}
