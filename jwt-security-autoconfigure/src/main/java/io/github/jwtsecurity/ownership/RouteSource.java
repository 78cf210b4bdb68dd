package io.github.jwtsecurity.ownership;

import java.util.List;

/**
 * A part of the application that has routes, such as the handler mappings of Spring MVC,
 * Jersey, or the servlet container. Every route with a user id that a source lists
 * without an obstacle is guarded.
 */
interface RouteSource {

	/**
	 * Returns the routes. This method is called once, after all singletons are
	 * instantiated.
	 * @return the routes, including those whose paths cannot be read
	 */
	List<Route> routes();

}
