package io.github.jwtsecurity.test;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;

/**
 * Assertions about the routes of an application and the user id rule.
 *
 * <pre>
 * &#064;Test
 * void routesAreSettled(&#064;Autowired ApplicationContext context) {
 *     GuardedRoutesAssert.assertThat(context).hasOnlySettledRoutes();
 * }
 * </pre>
 */
public final class GuardedRoutesAssert extends AbstractAssert<GuardedRoutesAssert, ApplicationContext> {

	private GuardedRoutesAssert(@Nullable ApplicationContext actual) {
		super(actual, GuardedRoutesAssert.class);
	}

	/**
	 * Creates assertions about an application.
	 * @param context the application context, of a started application
	 * @return the assertions
	 */
	public static GuardedRoutesAssert assertThat(@Nullable ApplicationContext context) {
		return new GuardedRoutesAssert(context);
	}

	/**
	 * Verifies that each route of the application is guarded by the user id rule,
	 * acknowledged, or without a user id, and writes the report of all routes. Handler
	 * methods must not take a user id from a query, a header, a form or a body either.
	 * <p>
	 * {@code jwt-security.ownership.lookalikes} and
	 * {@code jwt-security.ownership.uninspectable} have no effect on this assertion.
	 * @return this object
	 * @throws AssertionError if a route needs a decision, or if
	 * {@code jwt-security.ownership.enabled} is {@code false}; the message lists the
	 * routes and their remedies
	 */
	public GuardedRoutesAssert hasOnlySettledRoutes() {
		isNotNull();
		RouteReview review = RouteReview.of(this.actual);
		Path report = RouteReportFile.write(review);
		List<String> problems = review.problems();
		if (!problems.isEmpty()) {
			throw failure("%s",
					"%d route(s) need a decision:%n%n%s%n%nAll routes: %s".formatted(review.unsettled(),
							problems.stream().map((problem) -> "- " + problem).collect(Collectors.joining("\n")),
							report.toAbsolutePath()));
		}
		return this;
	}

}
