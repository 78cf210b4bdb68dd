package io.github.jwtsecurity.ownership;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * The dispatcher servlets that use this application context. The routes of a dispatcher
 * servlet with a context of its own are unknown, even if the servlet is a bean.
 */
final class MvcServlets implements InspectedServlets {

	private final ApplicationContext context;

	MvcServlets(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public Set<String> names() {
		Map<String, DispatcherServlet> servlets = servlets();
		servlets.values().removeIf((servlet) -> servlet.getWebApplicationContext() != this.context);
		return servlets.keySet();
	}

	@Override
	public Map<String, String> obstacles() {
		Map<String, String> obstacles = new HashMap<>();
		servlets().forEach((name, servlet) -> {
			if (servlet.getWebApplicationContext() != this.context) {
				obstacles.put(name,
						"the servlet '%s' has a context of its own, ".formatted(name)
								+ (isForeign(servlet.getWebApplicationContext())
										? "whose parent is not that of the application, so its mappings are not guarded"
										: "whose mappings are guarded but not listed"));
			}
		});
		return obstacles;
	}

	/**
	 * Returns the contexts of dispatcher servlets that do not have this application
	 * context as a parent. The beans of this context have no effect there.
	 */
	Set<ConfigurableApplicationContext> foreignContexts() {
		Set<ConfigurableApplicationContext> foreign = new HashSet<>();
		for (DispatcherServlet servlet : servlets().values()) {
			if (isForeign(servlet.getWebApplicationContext())
					&& servlet.getWebApplicationContext() instanceof ConfigurableApplicationContext own) {
				foreign.add(own);
			}
		}
		return foreign;
	}

	private Map<String, DispatcherServlet> servlets() {
		Map<String, DispatcherServlet> servlets = new HashMap<>(this.context.getBeansOfType(DispatcherServlet.class));
		for (ServletRegistrationBean<?> bean : this.context.getBeansOfType(ServletRegistrationBean.class).values()) {
			if (bean.getServlet() instanceof DispatcherServlet servlet) {
				servlets.put(bean.getServletName(), servlet);
			}
		}
		return servlets;
	}

	/**
	 * Returns whether a context is neither this application context nor a child of it. A
	 * context that has no parent and is not active yet becomes a child when its servlet
	 * starts.
	 */
	private boolean isForeign(@Nullable ApplicationContext own) {
		if (own == null || (own.getParent() == null && own instanceof ConfigurableApplicationContext configurable
				&& !configurable.isActive())) {
			return false;
		}
		ApplicationContext ancestor = own;
		while (ancestor != null && ancestor != this.context) {
			ancestor = ancestor.getParent();
		}
		return ancestor == null;
	}

}
