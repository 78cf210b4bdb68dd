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
 * A listener that adds the support for {@link CurrentUserId} to child contexts, such as
 * that of a second dispatcher servlet, since the bean post-processors of the parent do
 * not apply there. A child context with an annotated method that is not supported does
 * not start.
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
