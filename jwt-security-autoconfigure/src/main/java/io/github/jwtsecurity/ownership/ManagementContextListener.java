package io.github.jwtsecurity.ownership;

import java.util.Collection;
import java.util.List;

import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.web.context.WebApplicationContext;

/**
 * A listener that inspects the routes of a child context with a web server of its own,
 * such as that of {@code management.server.port}. The beans of the application context do
 * not list these routes. Actuator's operations are listed by {@link ActuatorRoutes}.
 */
final class ManagementContextListener implements ApplicationListener<ContextRefreshedEvent> {

	private final WebApplicationContext context;

	private final RouteInspector inspector;

	private final Collection<String> patterns;

	/**
	 * Creates a listener.
	 * @param context the application context
	 * @param inspector the inspector
	 * @param patterns the patterns of {@code jwt-security.ownership.patterns}, which are
	 * checked in the child context as well
	 */
	ManagementContextListener(WebApplicationContext context, RouteInspector inspector, Collection<String> patterns) {
		this.context = context;
		this.inspector = inspector;
		this.patterns = patterns;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (event.getApplicationContext() instanceof WebApplicationContext child && child.getServletContext() != null
				&& child.getServletContext() != this.context.getServletContext()) {
			this.inspector.inspectChild(List.of(new MvcRoutes(child),
					new ServletRoutes(child, () -> List.of(new MvcServlets(child)), this.patterns)));
		}
	}

}
