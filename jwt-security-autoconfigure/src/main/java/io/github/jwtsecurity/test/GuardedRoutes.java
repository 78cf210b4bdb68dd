package io.github.jwtsecurity.test;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.github.jwtsecurity.ownership.InspectedRoute;
import io.github.jwtsecurity.ownership.InspectedRoute.Verdict;
import io.github.jwtsecurity.ownership.MvcReview;
import io.github.jwtsecurity.ownership.OwnershipReview;
import io.github.jwtsecurity.test.GuardedRequest.Place;

/**
 * The guarded routes of an application.
 */
final class GuardedRoutes {

	private final List<InspectedRoute> guarded;

	private final List<HandlerMethodMapping> mappings;

	private final Set<String> mvcPatterns;

	private final Set<String> filePatterns;

	private final Set<String> managementPatterns;

	GuardedRoutes(OwnershipReview review) {
		this.guarded = review.routes().stream().filter((route) -> route.verdict() == Verdict.GUARDED).toList();
		Optional<MvcReview> mvc = review.mvc();
		this.mappings = mvc.stream().flatMap(HandlerMethodMapping::in).toList();
		this.mvcPatterns = mvc.map(MvcReview::patterns).orElse(Set.of());
		this.filePatterns = mvc.map(MvcReview::filePatterns).orElse(Set.of());
		this.managementPatterns = review.managementPatterns();
	}

	/**
	 * Returns all guarded routes. Several mappings with the same path and methods are
	 * separate routes.
	 */
	Stream<GuardedRoute> all() {
		return this.guarded.stream()
			.flatMap(this::expand)
			.sorted(Comparator.comparing(GuardedRoute::description)
				.thenComparing((route) -> route.methods().toString()));
	}

	private Stream<GuardedRoute> expand(InspectedRoute route) {
		List<HandlerMethodMapping> found = this.mappings.stream()
			.filter((mapping) -> mapping.info().getPatternValues().contains(route.pattern())
					&& mapping.methods().equals(route.methods()))
			.toList();
		if (found.isEmpty()) {
			return Stream
				.of(new GuardedRoute(route.methods(), route.pattern(), place(route.pattern()), null, route.pattern()));
		}
		return found.stream()
			.map((mapping) -> new GuardedRoute(route.methods(), route.pattern(), Place.MVC, mapping,
					route.pattern() + ((found.size() > 1) ? " of " + mapping.handlerName() : "")));
	}

	private Place place(String pattern) {
		if (this.managementPatterns.contains(pattern)) {
			return Place.MANAGEMENT;
		}
		if (this.filePatterns.contains(pattern)) {
			return Place.ROUTER_FILES;
		}
		return this.mvcPatterns.contains(pattern) ? Place.MVC : Place.OTHER_SERVLET;
	}

}
