package io.github.jwtsecurity.ownership;

import java.util.Map;
import java.util.Set;

/**
 * The servlets and filters whose routes a {@link RouteSource} lists one by one.
 */
interface InspectedServlets {

	/**
	 * Returns the names under which the servlets are registered.
	 */
	Set<String> names();

	/**
	 * Returns the names under which the filters are registered.
	 */
	default Set<String> filterNames() {
		return Set.of();
	}

	/**
	 * Returns the reasons why further servlets of the same kind cannot be inspected.
	 * @return the reasons by the names of the servlets
	 */
	default Map<String, String> obstacles() {
		return Map.of();
	}

}
