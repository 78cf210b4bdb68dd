package io.github.jwtsecurity.ownership;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

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

	private static final String ALL = "/**";

	private final List<Route> routes = new ArrayList<>();

	private final List<ResourceRoute> resources = new ArrayList<>();

	private final List<FunctionRoute> functions = new ArrayList<>();

	private final HiddenFunctions hidden = new HiddenFunctions();

	private final Deque<Nest> nests = new ArrayDeque<>(List.of(Nest.ROOT));

	private FunctionalRoutes() {
	}

	static FunctionalRoutes of(@Nullable RouterFunction<?> routerFunction) {
		FunctionalRoutes visitor = new FunctionalRoutes();
		if (routerFunction != null) {
			routerFunction.accept(visitor);
			visitor.routes.addAll(visitor.hidden.routes());
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
	 * Returns the routes that serve files, in the order in which they are matched.
	 */
	List<ResourceRoute> resources() {
		return this.resources;
	}

	/**
	 * Returns the routes of handler functions whose paths can be read.
	 */
	List<FunctionRoute> functions() {
		return this.functions;
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
		add(visited, visited.methods(), handlerFunction);
		if (this.nests.getLast().unreadable(visited) == null) {
			paths(visited).forEach((path) -> this.functions.add(new FunctionRoute(new Route(visited.methods(), path),
					visited.paths().isEmpty() ? path + ALL : path, handlerFunction)));
		}
	}

	@Override
	public void resources(Function<ServerRequest, Optional<Resource>> lookupFunction) {
		PredicateVisitor visited = UnexposedPatterns.read(lookupFunction);
		Nest nest = this.nests.getLast();
		List<String> patterns = (visited != null) ? visited.paths() : List.of();
		this.resources.add(new ResourceRoute(nest.predicates(), lookupFunction, patterns, nest.append(patterns)));
		if (visited != null) {
			add(visited, RESOURCE_METHODS, lookupFunction);
		}
		else {
			addHidden(lookupFunction, "the resource lookup");
		}
	}

	@Override
	public void attributes(Map<String, Object> attributes) {
	}

	@Override
	public void unknown(RouterFunction<?> routerFunction) {
		addUninspectable(routerFunction, "a router function of a type that cannot be read");
	}

	private void add(PredicateVisitor visited, Set<String> methods, Object function) {
		String unreadable = this.nests.getLast().unreadable(visited);
		paths(visited).filter((path) -> unreadable == null || !path.equals(ALL))
			.forEach((path) -> this.routes.add(new Route(methods, path)));
		if (unreadable != null) {
			addHidden(function, unreadable);
		}
	}

	/**
	 * Returns the paths of a route. Without any path, all paths match.
	 */
	private Stream<String> paths(PredicateVisitor visited) {
		return this.nests.getLast()
			.append(visited.paths())
			.stream()
			.map((path) -> (visited.paths().isEmpty() && path.isEmpty()) ? ALL : path);
	}

	private void addHidden(Object function, String unreadable) {
		addUninspectable(function, unreadable + " of a router function hides the path");
	}

	private void addUninspectable(Object function, String obstacle) {
		String prefix = StringUtils.collectionToDelimitedString(this.nests.getLast().paths(), "|");
		this.hidden.add(function, prefix.isEmpty() ? obstacle : obstacle + " below " + prefix);
	}

	/**
	 * The predicates around a route.
	 *
	 * @param predicates the predicates, from the outermost to the innermost
	 * @param paths the path prefixes of the predicates
	 * @param unreadable the predicate that may match any path, {@code null} if there is
	 * none or if a path was read within it
	 * @param rewriting the predicate that may remove any part of the path, {@code null}
	 * if there is none
	 */
	private record Nest(List<RequestPredicate> predicates, List<String> paths, @Nullable String unreadable,
			@Nullable String rewriting) {

		static final Nest ROOT = new Nest(List.of(), List.of(""), null, null);

		Nest enter(RequestPredicate predicate) {
			PredicateVisitor visited = PredicateVisitor.visit(predicate);
			List<RequestPredicate> inner = new ArrayList<>(this.predicates);
			inner.add(predicate);
			return new Nest(inner, append(visited.paths()), unreadable(visited),
					(visited.rewriting() != null) ? visited.rewriting() : this.rewriting);
		}

		/**
		 * Returns the predicate that hides the path of an inner route or nest.
		 * @return the predicate, {@code null} if the path can be read
		 */
		@Nullable String unreadable(PredicateVisitor visited) {
			if (visited.unreadable() != null) {
				return visited.unreadable();
			}
			return (this.rewriting != null || !visited.paths().isEmpty()) ? this.rewriting : this.unreadable;
		}

		List<String> append(List<String> patterns) {
			if (patterns.isEmpty()) {
				return this.paths;
			}
			return this.paths.stream().flatMap((path) -> patterns.stream().map((pattern) -> path + pattern)).toList();
		}

	}

}
