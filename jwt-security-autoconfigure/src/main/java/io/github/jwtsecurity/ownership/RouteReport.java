package io.github.jwtsecurity.ownership;

import java.util.List;

import io.github.jwtsecurity.ownership.InspectedRoute.Verdict;

/**
 * The report of all routes of the application, each with the verdict of the user id rule.
 *
 * @param routes the routes, in the order in which they were found
 */
public record RouteReport(List<InspectedRoute> routes) {

	/**
	 * Creates a report.
	 */
	public RouteReport {
		routes = List.copyOf(routes);
	}

	/**
	 * Returns the routes that have a verdict.
	 * @param verdict the verdict
	 * @return the routes, may be empty
	 */
	public List<InspectedRoute> with(Verdict verdict) {
		return this.routes.stream().filter((route) -> route.verdict() == verdict).toList();
	}

	/**
	 * Returns the routes that need a decision of the application: routes with variables
	 * that look like a user id but are not guarded, and routes that cannot be inspected.
	 * Acknowledged routes are left out.
	 * @return the routes, empty if all are settled
	 */
	public List<InspectedRoute> unsettled() {
		return this.routes.stream().filter((route) -> !route.settled()).toList();
	}

}
