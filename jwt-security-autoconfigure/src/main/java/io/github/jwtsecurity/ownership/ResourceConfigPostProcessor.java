package io.github.jwtsecurity.ownership;

import java.util.function.Supplier;

import org.glassfish.jersey.server.ResourceConfig;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * A bean post-processor that registers a component with every configuration of Jersey,
 * before Jersey starts. Several beans may have the same configuration.
 */
final class ResourceConfigPostProcessor implements BeanPostProcessor {

	private final Class<?> type;

	private final Supplier<?> component;

	/**
	 * Creates a post-processor.
	 * @param type the class of the component
	 * @param component the supplier of the component
	 */
	<T> ResourceConfigPostProcessor(Class<T> type, Supplier<T> component) {
		this.type = type;
		this.component = component;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		ResourceConfig configuration = JerseyApplications.configuration(bean);
		if (configuration != null && !configuration.isRegistered(this.type)) {
			configuration.register(this.component.get());
		}
		return bean;
	}

}
