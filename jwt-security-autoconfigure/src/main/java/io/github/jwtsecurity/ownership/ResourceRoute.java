package io.github.jwtsecurity.ownership;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.springframework.core.io.Resource;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A route of a router function that serves files. Spring MVC does not expose the path
 * variables of its pattern.
 */
final class ResourceRoute {

	private final List<RequestPredicate> nests;

	private final Function<ServerRequest, Optional<Resource>> lookupFunction;

	private final List<PathPattern> patterns;

	/**
	 * Creates a route.
	 * @param nests the predicates around the route, from the outermost to the innermost
	 * @param lookupFunction the lookup of the file
	 * @param patterns the whole path patterns, empty if they cannot be read
	 */
	ResourceRoute(List<RequestPredicate> nests, Function<ServerRequest, Optional<Resource>> lookupFunction,
			List<String> patterns) {
		this.nests = nests;
		this.lookupFunction = lookupFunction;
		this.patterns = patterns.stream().flatMap(PathVariables::parse).toList();
	}

	List<PathPattern> patterns() {
		return this.patterns;
	}

	/**
	 * Returns whether the route has a file for a request.
	 */
	boolean serves(ServerRequest request) {
		Optional<ServerRequest> nested = Optional.of(request);
		for (RequestPredicate nest : this.nests) {
			nested = nested.flatMap(nest::nest);
		}
		return nested.flatMap(this.lookupFunction).isPresent();
	}

	/**
	 * Returns the path variables of a request, once for each pattern that matches.
	 */
	Stream<Map<String, String>> variables(PathContainer path) {
		return this.patterns.stream()
			.map((pattern) -> pattern.matchAndExtract(path))
			.filter(Objects::nonNull)
			.map(PathPattern.PathMatchInfo::getUriVariables);
	}

}
