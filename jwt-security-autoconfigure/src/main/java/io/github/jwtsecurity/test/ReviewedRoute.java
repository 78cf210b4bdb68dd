package io.github.jwtsecurity.test;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwtsecurity.ownership.InspectedRoute;
import io.github.jwtsecurity.ownership.InspectedRoute.Verdict;
import io.github.jwtsecurity.ownership.OwnershipReview;

/**
 * A route in the report of the guard proof.
 *
 * @param route the methods and the pattern
 * @param verdict the verdict in a few words
 * @param reason the reasons for the verdict
 * @param problems the problems and their remedies, empty if there are none
 */
record ReviewedRoute(String route, String verdict, String reason, List<String> problems) {

	/**
	 * Creates a route that was inspected at start-up.
	 * @param route the route
	 * @param findings the further findings about the route
	 */
	static ReviewedRoute of(InspectedRoute route, List<RouteFinding> findings) {
		List<String> problems = Stream
			.concat(route.settled() ? Stream.empty() : Stream.of(OwnershipReview.describe(route)), problems(findings))
			.toList();
		String verdict = (route.verdict() == Verdict.GUARDED && !problems.isEmpty()) ? "partly guarded"
				: route.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
		return new ReviewedRoute(route.route(), verdict,
				joined(Stream.concat(Stream.of(route.reason()), reasons(findings))), problems);
	}

	/**
	 * Creates a route that was not inspected at start-up.
	 * @param route the methods and the pattern
	 * @param findings the findings about the route
	 */
	static ReviewedRoute of(String route, List<RouteFinding> findings) {
		List<String> problems = problems(findings).toList();
		return new ReviewedRoute(route, problems.isEmpty() ? "acknowledged" : "open", joined(reasons(findings)),
				problems);
	}

	private static Stream<String> problems(List<RouteFinding> findings) {
		return findings.stream().flatMap((finding) -> Stream.ofNullable(finding.problem()));
	}

	private static Stream<String> reasons(List<RouteFinding> findings) {
		return findings.stream().map(RouteFinding::reason);
	}

	private static String joined(Stream<String> reasons) {
		return reasons.distinct().collect(Collectors.joining("; "));
	}

}
