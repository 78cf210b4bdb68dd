package io.github.jwtsecurity.test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwtsecurity.ownership.InspectedRoute;
import io.github.jwtsecurity.ownership.OwnershipReview;

import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.web.context.WebApplicationContext;

/**
 * All routes of an application, each with its problems.
 *
 * @param routes the routes
 */
record RouteReview(List<ReviewedRoute> routes) {

	/** The order of the report, which is the same in each run. */
	private static final Comparator<ReviewedRoute> BY_PATH = Comparator
		.comparing((ReviewedRoute route) -> route.route().substring(route.route().indexOf(' ') + 1))
		.thenComparing(ReviewedRoute::route)
		.thenComparing(ReviewedRoute::reason);

	/**
	 * Reviews an application.
	 * @param context the application context
	 * @return the review, with a single problem if the user id rule is not in force
	 */
	static RouteReview of(ApplicationContext context) {
		OwnershipReview review = (context instanceof WebApplicationContext web) ? OwnershipReview.of(web).orElse(null)
				: null;
		if (review == null) {
			return new RouteReview(List.of(notInForce(context)));
		}
		Map<String, List<RouteFinding>> findings = findings(context, review);
		List<ReviewedRoute> routes = new ArrayList<>();
		for (InspectedRoute route : review.routes()) {
			routes.add(ReviewedRoute.of(route, Objects.requireNonNullElse(findings.remove(route.route()), List.of())));
		}
		findings.forEach((route, found) -> routes.add(ReviewedRoute.of(route, found)));
		if (isManagementMissing(context.getEnvironment())) {
			routes.add(new ReviewedRoute("the routes of management.server.port", "uninspectable", "not started",
					List.of("The context of management.server.port is not started in a mock environment. Use"
							+ " @SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT) for this test.")));
		}
		return new RouteReview(routes.stream().sorted(BY_PATH).toList());
	}

	/**
	 * Returns the further findings by their routes.
	 */
	private static Map<String, List<RouteFinding>> findings(ApplicationContext context, OwnershipReview review) {
		Stream<RouteFinding> ofMvc = review.mvc()
			.stream()
			.flatMap((mvc) -> Stream.concat(new MvcFindings(context, review, mvc).find().stream(),
					new RequestHandlerFindings(context, review, mvc).find().stream()));
		Stream<RouteFinding> ofJersey = review.jerseyValues()
			.stream()
			.filter((value) -> review.isUserIdName(value.name()))
			.map((value) -> RouteFinding.ofInput(value.route(),
					"the %s parameter '%s'".formatted(value.kind(), value.name()), value.handler(), review));
		return Stream.concat(ofMvc, ofJersey)
			.distinct()
			.sorted(Comparator.comparing(RouteFinding::reason))
			.collect(Collectors.groupingBy(RouteFinding::route, HashMap::new, Collectors.toList()));
	}

	private static ReviewedRoute notInForce(ApplicationContext context) {
		String problem = (context instanceof WebApplicationContext)
				? "The user id rule is not in force, so no route is guarded: jwt-security.ownership.enabled is false, or"
						+ " the auto-configuration of the library is excluded. Remove that setting."
				: "The application context is not that of a servlet application, so it has no routes. Use a test with"
						+ " @SpringBootTest.";
		return new ReviewedRoute("all routes", "not guarded", "the user id rule is not in force", List.of(problem));
	}

	private static boolean isManagementMissing(Environment environment) {
		String port = environment.getProperty("management.server.port");
		return StringUtils.hasText(port) && !port.startsWith("-")
				&& !port.equals(environment.getProperty("server.port", "8080"))
				&& environment.getProperty("local.management.port") == null;
	}

	/**
	 * Returns the number of routes that need a decision. A route may have several
	 * problems.
	 */
	long unsettled() {
		return this.routes.stream().filter((route) -> !route.problems().isEmpty()).count();
	}

	/**
	 * Returns the problems with their remedies.
	 */
	List<String> problems() {
		return this.routes.stream().flatMap((route) -> route.problems().stream()).toList();
	}

}
