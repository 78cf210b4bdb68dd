package io.github.jwtsecurity.ownership;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The servlets and filters whose routes no source lists, so that only their mappings are
 * known. A mapping is left out if a configured pattern begins with its path.
 */
final class UninspectableServlets {

	private final Set<String> inspectedNames = new HashSet<>();

	private final Set<String> inspectedFilterNames = new HashSet<>();

	private final Map<String, String> obstacles = new HashMap<>();

	private final Collection<String> patterns;

	/**
	 * Creates the servlets and filters.
	 * @param inspected the servlets and filters whose routes a source lists
	 * @param patterns the patterns of {@code jwt-security.ownership.patterns}
	 */
	UninspectableServlets(List<InspectedServlets> inspected, Collection<String> patterns) {
		this.patterns = patterns;
		inspected.forEach((source) -> {
			this.inspectedNames.addAll(source.names());
			this.inspectedFilterNames.addAll(source.filterNames());
			this.obstacles.putAll(source.obstacles());
		});
	}

	/**
	 * Returns the routes of a servlet.
	 * @param name the name of the servlet
	 * @param mappings the mappings of the servlet
	 * @return the routes, empty if a source lists the routes of the servlet
	 */
	Stream<Route> servlet(String name, Collection<String> mappings) {
		return this.inspectedNames.contains(name) ? Stream.empty() : routes(mappings,
				this.obstacles.getOrDefault(name, "only the servlet '%s' knows its paths".formatted(name)));
	}

	/**
	 * Returns the routes of a filter that answers requests.
	 * @param name the name of the filter
	 * @param mappings the mappings of the filter
	 * @return the routes, empty if a source lists the routes of the filter
	 */
	Stream<Route> filter(String name, Collection<String> mappings) {
		return this.inspectedFilterNames.contains(name) ? Stream.empty()
				: routes(mappings, "only the filter '%s' knows its paths".formatted(name));
	}

	private Stream<Route> routes(Collection<String> mappings, String obstacle) {
		return mappings.stream()
			.filter((mapping) -> patternsBelow(mapping, this.patterns).isEmpty())
			.map((mapping) -> Route.uninspectable(mapping, obstacle));
	}

	/**
	 * Returns the patterns that begin with the path of a mapping.
	 */
	static List<String> patternsBelow(String mapping, Collection<String> patterns) {
		return patterns.stream().filter((pattern) -> pattern.startsWith(path(mapping))).toList();
	}

	/**
	 * Returns the path of a mapping, with a slash instead of the wildcard at its end.
	 */
	static String path(String mapping) {
		String path = mapping.endsWith("/*") ? mapping.substring(0, mapping.length() - 2) : mapping;
		return path.endsWith("/") ? path : path + "/";
	}

}
