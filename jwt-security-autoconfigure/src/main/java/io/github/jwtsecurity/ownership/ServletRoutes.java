package io.github.jwtsecurity.ownership;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;

import org.springframework.web.context.WebApplicationContext;

/**
 * The servlets whose routes no other source lists, and the filters that run Jersey. Their
 * mappings can be read, but not their use of the rest of the path.
 */
final class ServletRoutes implements RouteSource {

	/**
	 * The class names of servlets of the container, which serve the files and pages of
	 * the archive.
	 */
	private static final List<String> OF_CONTAINERS = List.of(".DefaultServlet", ".JspServlet");

	private final WebApplicationContext context;

	private final Supplier<List<InspectedServlets>> inspected;

	private final Collection<String> patterns;

	/**
	 * Creates a source.
	 * @param context the application context
	 * @param patterns the patterns of {@code jwt-security.ownership.patterns}
	 */
	ServletRoutes(WebApplicationContext context, Collection<String> patterns) {
		this(context, () -> context.getBeanProvider(InspectedServlets.class).stream().toList(), patterns);
	}

	/**
	 * Creates a source.
	 * @param context the application context
	 * @param inspected the servlets and filters that other sources list
	 * @param patterns the patterns of {@code jwt-security.ownership.patterns}
	 */
	ServletRoutes(WebApplicationContext context, Supplier<List<InspectedServlets>> inspected,
			Collection<String> patterns) {
		this.context = context;
		this.inspected = inspected;
		this.patterns = patterns;
	}

	@Override
	public List<Route> routes() {
		ServletContext servletContext = this.context.getServletContext();
		if (servletContext == null) {
			return List.of();
		}
		List<InspectedServlets> known = this.inspected.get();
		return Stream
			.concat(servlets(servletContext.getServletRegistrations().values(), known),
					filters(servletContext.getFilterRegistrations().values(), known))
			.toList();
	}

	private Stream<Route> servlets(Collection<? extends ServletRegistration> servlets, List<InspectedServlets> known) {
		Set<String> names = new HashSet<>();
		Map<String, String> obstacles = new HashMap<>();
		known.forEach((source) -> {
			names.addAll(source.names());
			obstacles.putAll(source.obstacles());
		});
		return servlets.stream()
			.filter((servlet) -> !names.contains(servlet.getName()) && !isOfContainer(servlet))
			.flatMap((servlet) -> uninspectable(servlet.getMappings(), obstacles.getOrDefault(servlet.getName(),
					"only the servlet '%s' knows its paths".formatted(servlet.getName()))));
	}

	private Stream<Route> filters(Collection<? extends FilterRegistration> filters, List<InspectedServlets> known) {
		Set<String> names = new HashSet<>();
		known.forEach((source) -> names.addAll(source.filterNames()));
		return filters.stream()
			.filter((filter) -> !names.contains(filter.getName())
					&& JerseyContainers.isContainer(filter.getClassName(), this.context.getClassLoader()))
			.flatMap((filter) -> uninspectable(mappings(filter),
					"only the filter '%s' knows its paths".formatted(filter.getName())));
	}

	/**
	 * Returns the mappings of a filter, or the name of its class if it is mapped to
	 * servlets only.
	 */
	private static Collection<String> mappings(FilterRegistration filter) {
		Collection<String> mappings = filter.getUrlPatternMappings();
		return mappings.isEmpty() ? List.of(filter.getClassName()) : mappings;
	}

	private Stream<Route> uninspectable(Collection<String> mappings, String obstacle) {
		return mappings.stream()
			.filter((mapping) -> !isCovered(mapping, this.patterns))
			.map((mapping) -> Route.uninspectable(mapping, obstacle));
	}

	private static boolean isOfContainer(ServletRegistration servlet) {
		String type = String.valueOf(servlet.getClassName());
		return OF_CONTAINERS.stream().anyMatch(type::endsWith);
	}

	/**
	 * Returns whether a configured pattern begins with the path of the mapping.
	 */
	static boolean isCovered(String mapping, Collection<String> patterns) {
		String prefix = mapping.endsWith("/*") ? mapping.substring(0, mapping.length() - 1) : mapping;
		return patterns.stream().anyMatch((pattern) -> pattern.startsWith(prefix));
	}

}
