package io.github.jwtsecurity.ownership;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import org.glassfish.jersey.server.ResourceConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.util.StringUtils;
import org.springframework.web.context.WebApplicationContext;

/**
 * The applications of Jersey whose configuration can be read: the configuration is a
 * bean, or belongs to a servlet or filter that is a bean or has a registration bean. The
 * resources are unknown if Jersey reads its configuration from init parameters, and until
 * Jersey has created an application that is configured by its class.
 */
final class JerseyApplications {

	private final Map<ResourceConfig, Set<String>> paths = new LinkedHashMap<>();

	private final Set<String> servlets = new HashSet<>();

	private final Set<String> filters = new HashSet<>();

	private JerseyApplications() {
	}

	static JerseyApplications in(WebApplicationContext context) {
		JerseyApplications applications = new JerseyApplications();
		for (ServletRegistrationBean<?> bean : context.getBeansOfType(ServletRegistrationBean.class).values()) {
			applications.add(bean, bean.getUrlMappings(), bean.getServletName(), applications.servlets);
		}
		for (FilterRegistrationBean<?> bean : context.getBeansOfType(FilterRegistrationBean.class).values()) {
			applications.add(bean, bean.getUrlPatterns(), bean.getFilterName(), applications.filters);
		}
		ServletContext servletContext = context.getServletContext();
		if (servletContext != null) {
			context.getBeansOfType(Servlet.class)
				.forEach((name, servlet) -> applications.add(servlet, name, servletContext));
		}
		for (ResourceConfig bean : context.getBeansOfType(ResourceConfig.class).values()) {
			if (!applications.paths.containsKey(bean)) {
				applications.add(bean, Set.of());
			}
		}
		return applications;
	}

	/**
	 * Returns the Jersey configuration of a bean.
	 * @param bean a configuration, a servlet or filter, or the registration of one
	 * @return the configuration, {@code null} if the bean has none
	 */
	static @Nullable ResourceConfig configuration(@Nullable Object bean) {
		if (bean instanceof ServletRegistrationBean<?> registration) {
			return configuration(registration.getServlet());
		}
		if (bean instanceof FilterRegistrationBean<?> registration) {
			return configuration(registration.getFilter());
		}
		Object candidate = (bean instanceof Servlet) ? JerseyContainers.configuration(bean) : bean;
		return (candidate instanceof ResourceConfig configuration) ? configuration : null;
	}

	/**
	 * Returns the configurations, each with the paths below which its resources are
	 * served.
	 */
	Map<ResourceConfig, Set<String>> paths() {
		return this.paths;
	}

	/**
	 * Returns the names under which the servlets of Jersey are registered.
	 */
	Set<String> servlets() {
		return this.servlets;
	}

	/**
	 * Returns the names under which the filters of Jersey are registered.
	 */
	Set<String> filters() {
		return this.filters;
	}

	/**
	 * Adds a bean that is both a servlet and a filter, and that Spring Boot therefore
	 * registers under its name as both.
	 */
	private void add(Servlet bean, String name, ServletContext servletContext) {
		ServletRegistration servlet = servletContext.getServletRegistration(name);
		if (servlet != null) {
			add(bean, servlet.getMappings(), name, this.servlets);
		}
		FilterRegistration filter = servletContext.getFilterRegistration(name);
		if (filter != null) {
			add(bean, filter.getUrlPatternMappings(), name, this.filters);
		}
	}

	private void add(Object bean, Collection<String> mappings, String name, Set<String> names) {
		ResourceConfig configuration = configuration(bean);
		if (configuration != null && add(configuration, mappings)) {
			names.add(name);
		}
	}

	/**
	 * Adds a configuration.
	 * @return {@code false} if Jersey creates its application later, so that its
	 * resources cannot be read
	 */
	private boolean add(ResourceConfig configuration, Collection<String> mappings) {
		if (configuration.getApplication() == null) {
			return false;
		}
		Set<String> known = this.paths.computeIfAbsent(configuration, (key) -> new LinkedHashSet<>());
		mappings.stream().map(JerseyApplications::path).forEach(known::add);
		if (known.isEmpty()) {
			known.add("");
		}
		return true;
	}

	/**
	 * Returns the path that a mapping adds to the paths of the resources.
	 */
	private static String path(String mapping) {
		String path = mapping.endsWith("/*") ? mapping.substring(0, mapping.length() - 2) : mapping;
		return path.startsWith("/") ? StringUtils.trimTrailingCharacter(path, '/') : "";
	}

}
