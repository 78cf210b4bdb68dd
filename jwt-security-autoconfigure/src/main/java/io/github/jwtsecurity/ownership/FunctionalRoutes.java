package io.github.jwtsecurity.ownership;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * A visitor that collects the routes of a router function with their full paths.
 */
final class FunctionalRoutes implements RouterFunctions.Visitor {

	private static final Set<String> RESOURCE_METHODS = Set.of(HttpMethod.GET.name());

	private final List<Route> routes = new ArrayList<>();

	private final List<ResourceRoute> resources = new ArrayList<>();

	private final Deque<Nest> nests = new ArrayDeque<>(List.of(Nest.ROOT));

	private FunctionalRoutes() {
	}

	static FunctionalRoutes of(@Nullable RouterFunction<?> routerFunction) {
		FunctionalRoutes visitor = new FunctionalRoutes();
		if (routerFunction != null) {
			routerFunction.accept(visitor);
		}
		return visitor;
	}

	/**
	 * Returns all routes.
	 */
	List<Route> routes() {
		return this.routes;
	}

	/**
	 * Returns the routes that serve files, in the order in which they are tried.
	 */
	List<ResourceRoute> resources() {
		return this.resources;
	}

	@Override
	public void startNested(RequestPredicate predicate) {
		this.nests.addLast(this.nests.getLast().enter(predicate));
	}

	@Override
	public void endNested(RequestPredicate predicate) {
		this.nests.removeLast();
	}

	@Override
	public void route(RequestPredicate predicate, HandlerFunction<?> handlerFunction) {
		PredicateVisitor visited = PredicateVisitor.visit(predicate);
		Nest nest = this.nests.getLast();
		nest.append(visited.paths()).forEach((path) -> this.routes.add(new Route(visited.methods(), path)));
		String unreadable = nest.unreadable(visited);
		if (unreadable != null) {
			addUninspectable(ClassNames.of(handlerFunction), unreadable + " of a router function hides the path");
		}
	}

	@Override
	public void resources(Function<ServerRequest, Optional<Resource>> lookupFunction) {
		List<String> patterns = ResourcePatterns.of(lookupFunction);
		Nest nest = this.nests.getLast();
		if (patterns.isEmpty()) {
			addUninspectable(ClassNames.of(lookupFunction), "the resource lookup of a router function hides the path");
		}
		List<String> paths = patterns.isEmpty() ? List.of() : nest.append(patterns);
		paths.forEach((path) -> this.routes.add(new Route(RESOURCE_METHODS, path)));
		this.resources.add(new ResourceRoute(nest.predicates(), lookupFunction, paths));
	}

	@Override
	public void attributes(Map<String, Object> attributes) {
	}

	@Override
	public void unknown(RouterFunction<?> routerFunction) {
		addUninspectable(ClassNames.of(routerFunction), "a router function of a type that cannot be read");
	}

	private void addUninspectable(String name, String obstacle) {
		String prefix = StringUtils.collectionToDelimitedString(this.nests.getLast().paths(), "|");
		this.routes.add(Route.uninspectable(name, prefix.isEmpty() ? obstacle : obstacle + " below " + prefix));
	}

	/**
	 * The predicates around a route.
	 *
	 * @param predicates the predicates, from the outermost to the innermost
	 * @param paths the path prefixes that they stand for
	 * @param unreadable the predicate that hides the prefix, {@code null} if there is
	 * none
	 */
	private record Nest(List<RequestPredicate> predicates, List<String> paths, @Nullable String unreadable) {

		static final Nest ROOT = new Nest(List.of(), List.of(""), null);

		Nest enter(RequestPredicate predicate) {
			PredicateVisitor visited = PredicateVisitor.visit(predicate);
			List<RequestPredicate> inner = new ArrayList<>(this.predicates);
			inner.add(predicate);
			return new Nest(inner, append(visited.paths()), unreadable(visited));
		}

		/**
		 * Returns the predicate that hides the path of an inner route or nest.
		 * @return the predicate, {@code null} if the path can be read
		 */
		@Nullable String unreadable(PredicateVisitor visited) {
			return (visited.unreadable() != null || !visited.paths().isEmpty()) ? visited.unreadable()
					: this.unreadable;
		}

		List<String> append(List<String> patterns) {
			if (patterns.isEmpty()) {
				return this.paths;
			}
			return this.paths.stream().flatMap((path) -> patterns.stream().map((pattern) -> path + pattern)).toList();
		}

	}

}
