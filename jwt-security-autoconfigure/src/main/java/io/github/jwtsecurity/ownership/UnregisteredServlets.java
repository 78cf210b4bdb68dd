package io.github.jwtsecurity.ownership;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

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
		UninspectableServlets uninspectable = new UninspectableServlets(
				this.context.getBeanProvider(InspectedServlets.class).stream().toList(), this.patterns);
		return Stream
			.concat(this.context.getBeansOfType(ServletContextInitializer.class)
				.entrySet()
				.stream()
				.flatMap((bean) -> routes(bean.getKey(), bean.getValue(), uninspectable)),
					this.context.getBeansOfType(Servlet.class)
						.keySet()
						.stream()
						.flatMap((name) -> uninspectable.servlet(name, List.of("/" + name + "/"))))
			.toList();
	}

	private Stream<Route> routes(String name, ServletContextInitializer bean, UninspectableServlets uninspectable) {
		if (bean instanceof ServletRegistrationBean<?> servlet) {
			return uninspectable.servlet(servlet.getServletName(), servlet.getUrlMappings());
		}
		if (bean instanceof FilterRegistrationBean<?> filter) {
			return isJersey(filter) ? uninspectable.filter(filter.getFilterName(), filter.getUrlPatterns())
					: Stream.empty();
		}
		return (bean instanceof RegistrationBean || ClassNames.of(bean).startsWith("org.springframework."))
				? Stream.empty()
				: Stream.of(Route.uninspectable(ClassNames.of(bean, name),
						("the servlets that the bean '%s' registers are unknown without a servlet container; use"
								+ " @SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT) for this test")
							.formatted(name)));
	}

	private boolean isJersey(FilterRegistrationBean<?> filter) {
		return filter.getFilter() != null
				&& JerseyContainers.isContainer(filter.getFilter().getClass().getName(), this.context.getClassLoader());
	}

}
