package io.github.jwtsecurity.test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.github.jwtsecurity.ownership.OwnershipReview;

import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.web.context.WebApplicationContext;

/**
 * All routes of an application, and all uses of a user id that need a decision.
 *
 * @param routes the routes and the further problems
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
		List<ReviewedRoute> routes = new ArrayList<>(review.routes().stream().map(ReviewedRoute::of).toList());
		review.mvc().ifPresent((mvc) -> routes.addAll(new MvcFindings(context, review, mvc).find()));
		review.jerseyValues()
			.stream()
			.filter((value) -> review.isUserIdName(value.name()))
			.map((value) -> ReviewedRoute.ofInput(value.route(),
					"the %s parameter '%s'".formatted(value.kind(), value.name()), value.handler(), review))
			.forEach(routes::add);
		if (isManagementMissing(context.getEnvironment())) {
			routes.add(new ReviewedRoute("the routes of management.server.port", "uninspectable", "not started",
					"The context of management.server.port is not started in a mock environment. Use"
							+ " @SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT) for this test."));
		}
		return new RouteReview(routes.stream().distinct().sorted(BY_PATH).toList());
	}

	private static ReviewedRoute notInForce(ApplicationContext context) {
		String problem = (context instanceof WebApplicationContext)
				? "The user id rule is not in force, so no route is guarded: jwt-security.ownership.enabled is false, or"
						+ " the auto-configuration of the library is excluded. Remove that setting."
				: "The application context is not that of a servlet application, so it has no routes. Use a test with"
						+ " @SpringBootTest.";
		return new ReviewedRoute("all routes", "not guarded", "the user id rule is not in force", problem);
	}

	private static boolean isManagementMissing(Environment environment) {
		String port = environment.getProperty("management.server.port");
		return StringUtils.hasText(port) && !port.startsWith("-")
				&& !port.equals(environment.getProperty("server.port", "8080"))
				&& environment.getProperty("local.management.port") == null;
	}

	/**
	 * Returns the problems with their remedies.
	 */
	List<String> problems() {
		return this.routes.stream().flatMap((route) -> Stream.ofNullable(route.problem())).toList();
	}

}
