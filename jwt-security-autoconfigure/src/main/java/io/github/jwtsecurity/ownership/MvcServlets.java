package io.github.jwtsecurity.ownership;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * The dispatcher servlets of this application context. The routes of a dispatcher servlet
 * with a context of its own are unknown.
 */
final class MvcServlets implements InspectedServlets {

	private final ListableBeanFactory beanFactory;

	MvcServlets(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public Set<String> names() {
		Map<String, DispatcherServlet> servlets = this.beanFactory.getBeansOfType(DispatcherServlet.class);
		Set<String> names = new HashSet<>(servlets.keySet());
		this.beanFactory.getBeansOfType(ServletRegistrationBean.class)
			.values()
			.stream()
			.filter((registration) -> servlets.containsValue(registration.getServlet()))
			.map(ServletRegistrationBean::getServletName)
			.forEach(names::add);
		return names;
	}

}
