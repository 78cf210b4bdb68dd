package io.github.jwtsecurity.ownership;

import org.springframework.web.servlet.function.HandlerFunction;

/**
 * A route of a handler function whose paths can be read, for the test support.
 *
 * @param route the methods and the pattern
 * @param pattern the path pattern, as in the report
 * @param paths the pattern of all paths that match: if the route has no path of its own,
 * those below the path of the routes around it
 * @param handler the handler function
 * @hidden
 */
public record FunctionRoute(String route, String pattern, String paths, HandlerFunction<?> handler) {

	FunctionRoute(Route route, String paths, HandlerFunction<?> handler) {
		this(route.route(), route.pattern(), paths, handler);
	}

}
