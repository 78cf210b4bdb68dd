package io.github.jwtsecurity.ownership;

import java.util.List;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * A listener that adds the support for {@link CurrentUserId} to contexts to which the
 * bean post-processors of the application context do not apply: to child contexts, such
 * as that of a second dispatcher servlet, and to contexts of dispatcher servlets that are
 * not children. A context with an annotated method that is not supported does not start.
 */
final class ChildContextListener implements ApplicationListener<ContextRefreshedEvent>, SmartInitializingSingleton {

	private final ApplicationContext context;

	private final MvcServlets servlets;

	private final CurrentUserIdMvcPostProcessor postProcessor;

	ChildContextListener(ApplicationContext context, MvcServlets servlets,
			CurrentUserIdMvcPostProcessor postProcessor) {
		this.context = context;
		this.servlets = servlets;
		this.postProcessor = postProcessor;
	}

	/**
	 * Adds the support to contexts whose events this listener does not receive.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		this.servlets.foreignContexts().forEach((foreign) -> {
			if (foreign.isActive()) {
				serve(foreign.getBeanFactory());
			}
			else {
				foreign.addApplicationListener(this);
			}
		});
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (event.getApplicationContext() != this.context
				&& event.getApplicationContext() instanceof WebApplicationContext
				&& event.getApplicationContext() instanceof ConfigurableApplicationContext child) {
			serve(child.getBeanFactory());
		}
	}

	private void serve(ConfigurableListableBeanFactory child) {
		child.getBeansOfType(RequestMappingHandlerAdapter.class)
			.forEach((name, bean) -> this.postProcessor.postProcessAfterInitialization(bean, name));
		child.getBeansOfType(HandlerExceptionResolver.class)
			.forEach((name, bean) -> this.postProcessor.postProcessAfterInitialization(bean, name));
		new CurrentUserIdCheck(child, () -> List.of(new MvcHandlerMethods(child))).afterSingletonsInstantiated();
	}

}
