package io.github.jwtsecurity.ownership;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;

import org.springframework.web.context.WebApplicationContext;

/**
 * The servlets whose routes no other source lists. Only their mappings can be read, not
 * their use of the rest of the path.
 */
final class ServletRoutes implements RouteSource {

	/** Servlets of the container, which serve the files and pages of the archive. */
	private static final List<String> OF_CONTAINERS = List.of(".DefaultServlet", ".JspServlet");

	private final WebApplicationContext context;

	private final Collection<String> patterns;

	/**
	 * Creates a source.
	 * @param context the application context
	 * @param patterns the patterns of {@code jwt-security.ownership.patterns}
	 */
	ServletRoutes(WebApplicationContext context, Collection<String> patterns) {
		this.context = context;
		this.patterns = patterns;
	}

	@Override
	public List<Route> routes() {
		Set<String> inspected = this.context.getBeanProvider(InspectedServlets.class)
			.stream()
			.flatMap((servlets) -> servlets.names().stream())
			.collect(Collectors.toSet());
		return servlets().filter((servlet) -> !inspected.contains(servlet.getName()) && !isOfContainer(servlet))
			.flatMap((servlet) -> servlet.getMappings()
				.stream()
				.filter((mapping) -> !isCovered(mapping))
				.map((mapping) -> Route.uninspectable(mapping,
						"only the servlet '%s' knows its paths".formatted(servlet.getName()))))
			.toList();
	}

	private Stream<? extends ServletRegistration> servlets() {
		ServletContext servletContext = this.context.getServletContext();
		return (servletContext != null) ? servletContext.getServletRegistrations().values().stream() : Stream.empty();
	}

	private static boolean isOfContainer(ServletRegistration servlet) {
		String type = String.valueOf(servlet.getClassName());
		return OF_CONTAINERS.stream().anyMatch(type::endsWith);
	}

	/**
	 * Returns whether a configured pattern begins with the path of the mapping.
	 */
	private boolean isCovered(String mapping) {
		String prefix = mapping.endsWith("/*") ? mapping.substring(0, mapping.length() - 1) : mapping;
		return this.patterns.stream().anyMatch((pattern) -> pattern.startsWith(prefix));
	}

}
