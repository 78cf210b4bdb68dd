package io.github.jwtsecurity.ownership;

import java.util.Collection;
import java.util.List;
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
		UninspectableServlets uninspectable = new UninspectableServlets(this.inspected.get(), this.patterns);
		return Stream
			.concat(servletContext.getServletRegistrations()
				.values()
				.stream()
				.filter((servlet) -> !isOfContainer(servlet))
				.flatMap((servlet) -> uninspectable.servlet(servlet.getName(), servlet.getMappings())),
					servletContext.getFilterRegistrations()
						.values()
						.stream()
						.filter((filter) -> JerseyContainers.isContainer(filter.getClassName(),
								this.context.getClassLoader()))
						.flatMap((filter) -> uninspectable.filter(filter.getName(), mappings(filter))))
			.toList();
	}

	/**
	 * Returns the mappings of a filter, or the name of its class if it is mapped to
	 * servlets only.
	 */
	private static Collection<String> mappings(FilterRegistration filter) {
		Collection<String> mappings = filter.getUrlPatternMappings();
		return mappings.isEmpty() ? List.of(filter.getClassName()) : mappings;
	}

	private static boolean isOfContainer(ServletRegistration servlet) {
		String type = String.valueOf(servlet.getClassName());
		return OF_CONTAINERS.stream().anyMatch(type::endsWith);
	}

}
