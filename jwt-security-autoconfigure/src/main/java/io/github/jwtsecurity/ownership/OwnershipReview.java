package io.github.jwtsecurity.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.web.context.WebApplicationContext;

/**
 * A view of the user id rule of a started application, for the test support.
 *
 * @hidden
 */
public final class OwnershipReview {

	/** The rest of a pattern that guards all paths below the text before that rest. */
	private static final Pattern ALL_PATHS_OF_USERS = Pattern.compile("\\{(\\w+)}/(\\*\\*|\\{\\*\\w+})");

	private final WebApplicationContext context;

	private final RouteInspector inspector;

	private final OwnershipProperties properties;

	private final LookalikeRule lookalikeRule;

	private OwnershipReview(WebApplicationContext context, RouteInspector inspector) {
		this.context = context;
		this.inspector = inspector;
		this.properties = context.getBean(OwnershipProperties.class);
		this.lookalikeRule = new LookalikeRule(this.properties.variables());
	}

	/**
	 * Returns the review of an application.
	 * @param context the application context
	 * @return the review, empty if the user id rule is disabled
	 */
	public static Optional<OwnershipReview> of(WebApplicationContext context) {
		return context.getBeanProvider(RouteInspector.class)
			.stream()
			.findFirst()
			.map((inspector) -> new OwnershipReview(context, inspector));
	}

	/**
	 * Returns the problem and the remedies of a route that needs a decision.
	 * @param route the route
	 * @return the text that is logged at start-up
	 */
	public static String describe(InspectedRoute route) {
		return UnsettledRoutesException.describe(route);
	}

	/**
	 * Returns the text of a route, as in {@link InspectedRoute#route()}.
	 * @param methods the HTTP methods, empty for all
	 * @param pattern the path pattern
	 * @return the methods and the pattern
	 */
	public static String route(Set<String> methods, String pattern) {
		return new Route(methods, pattern).route();
	}

	/**
	 * Returns the routes that the inspector reports, and three kinds that it does not:
	 * routes that were added after start-up, servlets with a configured pattern below
	 * their mapping, and servlets that a mock environment does not register. A servlet is
	 * settled if a pattern guards all paths below the path of its mapping.
	 * @return the routes with their verdicts
	 */
	public List<InspectedRoute> routes() {
		List<InspectedRoute> routes = new ArrayList<>(this.inspector.report().routes());
		Stream.concat(mvc().stream().flatMap((mvc) -> this.inspector.inspect(mvc.routes()).stream()), servlets())
			.filter((route) -> !routes.contains(route))
			.forEach(routes::add);
		return routes;
	}

	private Stream<InspectedRoute> servlets() {
		List<String> noPatterns = List.of();
		return Stream
			.of(new ServletRoutes(this.context, noPatterns), new UnregisteredServlets(this.context, noPatterns))
			.flatMap((source) -> this.inspector.inspect(source).stream())
			.map(this::settle);
	}

	private InspectedRoute settle(InspectedRoute route) {
		List<String> patterns = UninspectableServlets.patternsBelow(route.pattern(), this.properties.patterns());
		if (route.settled() || patterns.isEmpty()) {
			return route;
		}
		String path = UninspectableServlets.path(route.pattern());
		boolean settled = isGuardedBelow(path);
		String list = String.join(", ", patterns);
		return new InspectedRoute(route.methods(), route.pattern(), route.verdict(), settled,
				settled ? "the paths below %s are guarded by %s".formatted(path, list)
						: route.reason() + ", and only paths that match " + list + " are guarded");
	}

	/**
	 * Returns whether an entry of {@code jwt-security.ownership.acknowledged} matches.
	 * @param name the pattern of a route, or the name of a handler
	 */
	public boolean isAcknowledged(String name) {
		return new AcknowledgedRoutes(this.properties.acknowledged()).contain(name);
	}

	/**
	 * Returns whether a pattern of {@code jwt-security.ownership.patterns} guards all
	 * paths below a path.
	 * @param path the path, with a slash at its end
	 */
	public boolean isGuardedBelow(String path) {
		return patternsBelow(path).stream()
			.map((pattern) -> ALL_PATHS_OF_USERS.matcher(pattern.substring(path.length())))
			.anyMatch((matcher) -> matcher.matches() && isGuarded(matcher.group(1)));
	}

	/**
	 * Returns the patterns of {@code jwt-security.ownership.patterns} that guard some or
	 * all paths below a path.
	 * @param path the path, with a slash at its end
	 */
	public List<String> patternsBelow(String path) {
		return this.properties.patterns().stream().filter((pattern) -> pattern.startsWith(path)).toList();
	}

	/**
	 * Returns whether a name is or looks like that of a user id.
	 * @param name the name of a parameter, header or property
	 */
	public boolean isUserIdName(String name) {
		return this.lookalikeRule.isUserId(name);
	}

	/**
	 * Returns whether a path variable holds a user id.
	 * @param variable the name of the variable
	 */
	public boolean isGuarded(String variable) {
		return this.properties.variables().contains(variable);
	}

	/**
	 * Returns whether a path pattern has a variable that holds a user id.
	 * @param pattern the pattern
	 */
	public boolean hasUserId(String pattern) {
		return PathVariables.in(pattern).stream().anyMatch(this::isGuarded);
	}

	/**
	 * Returns the response to a request for a path of another user.
	 */
	public MismatchStatus mismatchStatus() {
		return this.properties.mismatchStatus();
	}

	/**
	 * Returns the patterns of Actuator's operations, and of the routes of the context of
	 * {@code management.server.port}.
	 */
	public Set<String> managementPatterns() {
		Set<String> others = this.context.getBeanProvider(RouteSource.class)
			.stream()
			.filter((source) -> !(source instanceof ActuatorRoutes))
			.flatMap((source) -> source.routes().stream())
			.map(Route::pattern)
			.collect(Collectors.toSet());
		return this.inspector.report()
			.routes()
			.stream()
			.map(InspectedRoute::pattern)
			.filter((pattern) -> !others.contains(pattern))
			.collect(Collectors.toSet());
	}

	/**
	 * Returns the values that Jersey binds for its resources, except path parameters.
	 */
	public List<RequestValue> jerseyValues() {
		return this.context.getBeanProvider(JerseyRoutes.class)
			.stream()
			.flatMap((routes) -> routes.values().stream())
			.toList();
	}

	/**
	 * Returns the part of the review that is about Spring MVC.
	 * @return the review, empty if the application does not use Spring MVC
	 */
	public Optional<MvcReview> mvc() {
		return this.context.getBeanProvider(MvcRoutes.class)
			.stream()
			.findFirst()
			.map((routes) -> new MvcReview(this.context));
	}

}
