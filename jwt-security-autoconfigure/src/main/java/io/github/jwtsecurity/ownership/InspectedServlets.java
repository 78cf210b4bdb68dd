package io.github.jwtsecurity.ownership;

import java.util.Set;

/**
 * The servlets whose routes a {@link RouteSource} lists one by one.
 */
@FunctionalInterface
interface InspectedServlets {

	/**
	 * Returns the names under which the servlets are registered.
	 */
	Set<String> names();

}
