package io.github.jwtsecurity.ownership;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The path variables that a route has but Spring MVC does not expose to interceptors: of
 * responses to {@code OPTIONS}, of mappings by URL below a context path, and of files
 * that a router function serves. They are extracted from the path instead.
 */
final class UnexposedVariables {

	private final UserIdPathAuthorizationManager authorizationManager;

	private final ApplicationContext context;

	private final Map<ApplicationContext, Guarded> guarded = new ConcurrentHashMap<>();

	UnexposedVariables(UserIdPathAuthorizationManager authorizationManager, ApplicationContext context) {
		this.authorizationManager = authorizationManager;
		this.context = context;
	}

	/**
	 * Returns the path variables of a request that are not exposed.
	 * @param request the request
	 * @param handler the handler
	 * @return the path variables of each guarded route that may serve the request; if
	 * they cannot be determined, variables that belong to no user
	 */
	List<Map<String, String>> of(HttpServletRequest request, Object handler) {
		Guarded routes = routes(request);
		Object best = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		if (best instanceof String name && routes.names().contains(name)) {
			return List.of(match(path(request), routes, name).orElseGet(this.authorizationManager::nobodys));
		}
		if (HttpMethod.OPTIONS.matches(request.getMethod())) {
			return match(path(request), routes, "").map(List::of).orElse(List.of());
		}
		return ofFile(request, handler);
	}

	/**
	 * Returns the path variables of a request for a file that a router function serves.
	 * They are those of the first route that has the file, since that route serves it.
	 * @param request the request
	 * @param handler the handler
	 * @return the path variables of the predicates and of the route
	 */
	List<Map<String, String>> ofFile(HttpServletRequest request, Object handler) {
		if (!(handler instanceof HandlerFunction
				&& request.getAttribute(RouterFunctions.REQUEST_ATTRIBUTE) instanceof ServerRequest serverRequest)) {
			return List.of();
		}
		List<ResourceRoute> routes = routes(request).resources();
		if (routes.stream().flatMap((route) -> route.variables(serverRequest)).noneMatch(this::isGuarded)) {
			return List.of();
		}
		return routes.stream()
			.filter((route) -> route.serves(serverRequest))
			.findFirst()
			.map((route) -> route.variables(serverRequest).toList())
			.orElse(List.of());
	}

	/**
	 * Returns the variables of the preferred route, or else of the most specific guarded
	 * route.
	 */
	private static Optional<Map<String, String>> match(PathContainer path, Guarded routes, String preferred) {
		List<PathPattern> matching = routes.patterns().stream().filter((pattern) -> pattern.matches(path)).toList();
		return matching.stream()
			.filter((pattern) -> pattern.getPatternString().equals(preferred))
			.findFirst()
			.or(() -> matching.stream().min(PathPattern.SPECIFICITY_COMPARATOR))
			.map((pattern) -> pattern.matchAndExtract(path))
			.map(PathPattern.PathMatchInfo::getUriVariables);
	}

	private boolean isGuarded(Map<String, String> variables) {
		return this.authorizationManager.guards(variables.keySet());
	}

	private static PathContainer path(HttpServletRequest request) {
		return ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication();
	}

	/**
	 * Returns the routes of the dispatcher servlet that serves a request. The servlet may
	 * have an application context of its own.
	 */
	private Guarded routes(HttpServletRequest request) {
		Object context = request.getAttribute(DispatcherServlet.WEB_APPLICATION_CONTEXT_ATTRIBUTE);
		return this.guarded.computeIfAbsent((context instanceof ApplicationContext own) ? own : this.context,
				(key) -> guarded(new MvcRoutes(key)));
	}

	private Guarded guarded(MvcRoutes routes) {
		Set<String> names = routes.routes()
			.stream()
			.filter((route) -> this.authorizationManager.guards(route.variables()))
			.map(Route::pattern)
			.collect(Collectors.toUnmodifiableSet());
		List<ResourceRoute> resources = routes.resources();
		boolean guardsFiles = resources.stream()
			.flatMap((route) -> route.paths().stream())
			.anyMatch((path) -> this.authorizationManager.guards(PathVariables.in(path)));
		return new Guarded(names, names.stream().flatMap(PathVariables::parse).toList(),
				guardsFiles ? resources : List.of());
	}

	/**
	 * The routes of Spring MVC with a user id.
	 *
	 * @param names the patterns in the form of Spring MVC
	 * @param patterns the patterns that can be parsed
	 * @param resources all routes that serve files, empty if none of them has a user id
	 */
	private record Guarded(Set<String> names, List<PathPattern> patterns, List<ResourceRoute> resources) {
	}

}
