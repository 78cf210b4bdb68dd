package io.github.jwtsecurity.endpoint;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An initializer for applications whose refusals are not delayed.
 */
public final class InstantRefusals implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				return (bean instanceof RefusalDelay) ? new RefusalDelay(Runnable::run, Integer.MAX_VALUE) : bean;
			}

		});
	}

}
