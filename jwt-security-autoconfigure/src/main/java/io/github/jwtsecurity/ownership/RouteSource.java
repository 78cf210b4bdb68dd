package io.github.jwtsecurity.ownership;

import java.util.List;

/**
 * A part of the application that has routes: the handler mappings of Spring MVC, Jersey,
 * the servlet container, and so on. Every route with a user id that a source lists
 * without an obstacle is guarded.
 */
interface RouteSource {

	/**
	 * Returns the routes. Called once, after all singletons are instantiated.
	 * @return the routes, including those whose paths cannot be read
	 */
	List<Route> routes();

}
