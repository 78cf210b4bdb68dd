package io.github.jwtsecurity.test;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.github.jwtsecurity.test.GuardedRequest.Place;
import org.jspecify.annotations.Nullable;

/**
 * A guarded route.
 *
 * @param methods the HTTP methods to request it with
 * @param pattern the path pattern
 * @param place the part of the application that serves the route
 * @param mapping the mapping of the handler method, {@code null} for another handler
 * @param description the pattern, with the handler method if others have the same
 */
record GuardedRoute(Set<String> methods, String pattern, Place place, @Nullable HandlerMethodMapping mapping,
		String description) {

	private static final Set<String> ALL_METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

	GuardedRoute {
		methods = new TreeSet<>(methods.isEmpty() ? ALL_METHODS : methods);
	}

	/**
	 * Returns the type of the parameter that receives a path variable.
	 * @param variable the name of the variable
	 */
	Optional<Class<?>> type(String variable) {
		return Optional.ofNullable(this.mapping).flatMap((found) -> found.type(variable));
	}

}
