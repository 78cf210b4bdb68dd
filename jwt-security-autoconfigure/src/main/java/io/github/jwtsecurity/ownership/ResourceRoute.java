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
 * variables of its pattern. They are extracted from the request after the enclosing
 * predicates have changed it, since a predicate can remove any part of the path.
 */
final class ResourceRoute {

	private final List<RequestPredicate> nests;

	private final Function<ServerRequest, Optional<Resource>> lookupFunction;

	private final List<PathPattern> patterns;

	private final List<String> paths;

	/**
	 * Creates a route.
	 * @param nests the predicates around the route, from the outermost to the innermost
	 * @param lookupFunction the lookup of the file
	 * @param patterns the path patterns of the route itself, empty if it has none or if
	 * they cannot be read
	 * @param paths the path patterns with the prefixes of the predicates, as far as they
	 * can be read
	 */
	ResourceRoute(List<RequestPredicate> nests, Function<ServerRequest, Optional<Resource>> lookupFunction,
			List<String> patterns, List<String> paths) {
		this.nests = nests;
		this.lookupFunction = lookupFunction;
		this.patterns = patterns.stream().flatMap(PathVariables::parse).toList();
		this.paths = paths;
	}

	List<String> paths() {
		return this.paths;
	}

	/**
	 * Returns the location of the files.
	 * @return the location, empty if the lookup does not tell it
	 */
	Optional<Resource> location() {
		return UnexposedPatterns.readLocation(this.lookupFunction);
	}

	/**
	 * Returns whether the route has a file for a request.
	 */
	boolean serves(ServerRequest request) {
		return nested(request).flatMap(this.lookupFunction).isPresent();
	}

	/**
	 * Returns the path variables of a request: those of the predicates, and those of each
	 * pattern that matches.
	 */
	Stream<Map<String, String>> variables(ServerRequest request) {
		return nested(request).stream()
			.flatMap((nested) -> Stream.concat((nested != request) ? Stream.of(nested.pathVariables()) : Stream.empty(),
					extract(nested.requestPath().pathWithinApplication())));
	}

	private Optional<ServerRequest> nested(ServerRequest request) {
		Optional<ServerRequest> nested = Optional.of(request);
		for (RequestPredicate nest : this.nests) {
			nested = nested.flatMap(nest::nest);
		}
		return nested;
	}

	private Stream<Map<String, String>> extract(PathContainer path) {
		return this.patterns.stream()
			.map((pattern) -> pattern.matchAndExtract(path))
			.filter(Objects::nonNull)
			.map(PathPattern.PathMatchInfo::getUriVariables);
	}

}
