package io.github.jwtsecurity.ownership;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.RegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.web.context.WebApplicationContext;

/**
 * The servlets and filters of Jersey of an application without a servlet container, as in
 * a mock environment. They are not registered, so their beans are read.
 */
final class UnregisteredServlets implements RouteSource {

	private final WebApplicationContext context;

	private final Collection<String> patterns;

	/**
	 * Creates a source.
	 * @param context the application context
	 * @param patterns the patterns of {@code jwt-security.ownership.patterns}
	 */
	UnregisteredServlets(WebApplicationContext context, Collection<String> patterns) {
		this.context = context;
		this.patterns = patterns;
	}

	@Override
	public List<Route> routes() {
		ServletContext servletContext = this.context.getServletContext();
		if (servletContext == null || !servletContext.getServletRegistrations().isEmpty()) {
			return List.of();
		}
		Set<String> known = new HashSet<>();
		Map<String, String> obstacles = new HashMap<>();
		this.context.getBeanProvider(InspectedServlets.class).stream().forEach((inspected) -> {
			known.addAll(inspected.names());
			known.addAll(inspected.filterNames());
			obstacles.putAll(inspected.obstacles());
		});
		List<Route> routes = new ArrayList<>();
		this.context.getBeansOfType(ServletContextInitializer.class).forEach((name, bean) -> {
			if (bean instanceof ServletRegistrationBean<?> servlet && !known.contains(servlet.getServletName())) {
				add(servlet.getUrlMappings(), obstacles.getOrDefault(servlet.getServletName(),
						"only the servlet '%s' knows its paths".formatted(servlet.getServletName())), routes);
			}
			else if (bean instanceof FilterRegistrationBean<?> filter && isUnknownJersey(filter, known)) {
				add(filter.getUrlPatterns(), "only the filter '%s' knows its paths".formatted(filter.getFilterName()),
						routes);
			}
			else if (!(bean instanceof RegistrationBean) && !ClassNames.of(bean).startsWith("org.springframework.")) {
				routes.add(Route.uninspectable(ClassNames.of(bean),
						"the servlets that the bean '%s' registers are unknown without a servlet container"
							.formatted(name)));
			}
		});
		this.context.getBeansOfType(Servlet.class)
			.keySet()
			.stream()
			.filter((name) -> !known.contains(name))
			.forEach((name) -> add(List.of("/" + name + "/"),
					obstacles.getOrDefault(name, "only the servlet '%s' knows its paths".formatted(name)), routes));
		return routes;
	}

	private boolean isUnknownJersey(FilterRegistrationBean<?> filter, Set<String> known) {
		return filter.getFilter() != null && !known.contains(filter.getFilterName())
				&& JerseyContainers.isContainer(filter.getFilter().getClass().getName(), this.context.getClassLoader());
	}

	private void add(Collection<String> mappings, String obstacle, List<Route> routes) {
		mappings.stream()
			.filter((mapping) -> !ServletRoutes.isCovered(mapping, this.patterns))
			.map((mapping) -> Route.uninspectable(mapping, obstacle))
			.forEach(routes::add);
	}

}
