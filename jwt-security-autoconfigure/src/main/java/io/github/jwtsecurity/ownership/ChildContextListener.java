package io.github.jwtsecurity.ownership;

import java.util.List;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Gives the handler methods of a child context the verified user, such as that of a
 * second dispatcher servlet. The bean post-processors of a parent do not apply there. If
 * the child has handler methods that cannot get it, the servlet does not start.
 */
final class ChildContextListener implements ApplicationListener<ContextRefreshedEvent> {

	private final ApplicationContext context;

	private final CurrentUserIdMvcPostProcessor postProcessor;

	ChildContextListener(ApplicationContext context, CurrentUserIdMvcPostProcessor postProcessor) {
		this.context = context;
		this.postProcessor = postProcessor;
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
