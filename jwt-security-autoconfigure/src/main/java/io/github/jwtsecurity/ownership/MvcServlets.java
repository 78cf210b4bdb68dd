package io.github.jwtsecurity.ownership;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * The dispatcher servlets that use this application context. The routes of a dispatcher
 * servlet with a context of its own are unknown, although the servlet may be a bean.
 */
final class MvcServlets implements InspectedServlets {

	private final ApplicationContext context;

	MvcServlets(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public Set<String> names() {
		Map<String, DispatcherServlet> servlets = new HashMap<>(this.context.getBeansOfType(DispatcherServlet.class));
		servlets.values().removeIf((servlet) -> servlet.getWebApplicationContext() != this.context);
		Set<String> names = new HashSet<>(servlets.keySet());
		this.context.getBeansOfType(ServletRegistrationBean.class)
			.values()
			.stream()
			.filter((registration) -> servlets.containsValue(registration.getServlet()))
			.map(ServletRegistrationBean::getServletName)
			.forEach(names::add);
		return names;
	}

}
