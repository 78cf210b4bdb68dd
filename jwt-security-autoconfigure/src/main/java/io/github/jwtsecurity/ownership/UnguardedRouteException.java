package io.github.jwtsecurity.ownership;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Says that routes look as if they had a user id in their path, but are not guarded.
 */
final class UnguardedRouteException extends RuntimeException {

	UnguardedRouteException(List<Route> routes) {
		super(routes.stream().map(UnguardedRouteException::describe).collect(Collectors.joining("\n")));
	}

	static String describe(Route route) {
		return "%s is not guarded: its variable looks like a user id but is not in jwt-security.ownership.variables."
			.formatted(route);
	}

}
