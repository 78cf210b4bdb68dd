package io.github.jwtsecurity.ownership;

import java.util.function.Consumer;

import org.glassfish.jersey.server.ResourceConfig;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * A bean post-processor that registers a component with every configuration of Jersey,
 * before Jersey starts.
 */
final class ResourceConfigPostProcessor implements BeanPostProcessor {

	private final Consumer<ResourceConfig> registration;

	ResourceConfigPostProcessor(Consumer<ResourceConfig> registration) {
		this.registration = registration;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof ResourceConfig configuration) {
			this.registration.accept(configuration);
		}
		return bean;
	}

}
