package io.github.jwtsecurity.ownership;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * Walks a router function and notes each route with the paths that lead to it.
 */
final class FunctionalRoutes implements RouterFunctions.Visitor {

	private final List<Route> routes = new ArrayList<>();

	private final Deque<List<String>> prefixes = new ArrayDeque<>(List.of(List.of("")));

	private FunctionalRoutes() {
	}

	static List<Route> of(@Nullable RouterFunction<?> routerFunction) {
		FunctionalRoutes visitor = new FunctionalRoutes();
		if (routerFunction != null) {
			routerFunction.accept(visitor);
		}
		return visitor.routes;
	}

	@Override
	public void startNested(RequestPredicate predicate) {
		this.prefixes.addLast(append(PredicateVisitor.visit(predicate).paths()));
	}

	@Override
	public void endNested(RequestPredicate predicate) {
		this.prefixes.removeLast();
	}

	@Override
	public void route(RequestPredicate predicate, HandlerFunction<?> handlerFunction) {
		PredicateVisitor visited = PredicateVisitor.visit(predicate);
		append(visited.paths()).forEach((path) -> this.routes.add(new Route(visited.methods(), path)));
	}

	private List<String> append(List<String> paths) {
		List<String> prefixes = this.prefixes.getLast();
		if (paths.isEmpty()) {
			return prefixes;
		}
		return prefixes.stream().flatMap((prefix) -> paths.stream().map((path) -> prefix + path)).toList();
	}

	@Override
	public void resources(Function<ServerRequest, Optional<Resource>> lookupFunction) {
	}

	@Override
	public void attributes(Map<String, Object> attributes) {
	}

	@Override
	public void unknown(RouterFunction<?> routerFunction) {
	}

}
