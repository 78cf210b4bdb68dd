package io.github.jwtsecurity.ownership;

import java.util.List;
import java.util.stream.Collectors;

import io.github.jwtsecurity.ownership.InspectedRoute.Verdict;

/**
 * Thrown when routes may have a user id in their path but are not guarded, and the
 * configuration treats that as an error.
 */
final class UnsettledRoutesException extends RuntimeException {

	UnsettledRoutesException(List<InspectedRoute> routes) {
		super(routes.stream().map(UnsettledRoutesException::describe).collect(Collectors.joining("\n")));
	}

	/**
	 * Returns the problem and its remedies, for the log and the failure analyzer.
	 */
	static String describe(InspectedRoute route) {
		if (route.verdict() == Verdict.UNINSPECTABLE) {
			return ("%s cannot be inspected, so the user id rule may not guard it: %s. List paths with a user id"
					+ " in jwt-security.ownership.patterns. If no other path has a user id, add %s to"
					+ " jwt-security.ownership.acknowledged.")
				.formatted(route.route(), route.reason(), route.pattern());
		}
		return ("%s: %s but is not guarded, because it is not in jwt-security.ownership.variables. Rename the variable or"
				+ " add it there. If it is not a user id, add %s to jwt-security.ownership.acknowledged.")
			.formatted(route.route(), route.reason(), route.pattern());
	}

}
