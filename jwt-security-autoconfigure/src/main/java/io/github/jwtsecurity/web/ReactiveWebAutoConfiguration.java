package io.github.jwtsecurity.web;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that prevents the start of
 * applications with Spring WebFlux, since their requests would not be guarded.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = Type.REACTIVE)
@Import(ReactiveWebAutoConfiguration.Failure.class)
final class ReactiveWebAutoConfiguration {

	/**
	 * A registrar that fails before any bean is created.
	 */
	static final class Failure implements ImportBeanDefinitionRegistrar {

		@Override
		public void registerBeanDefinitions(AnnotationMetadata importingClass, BeanDefinitionRegistry registry) {
			throw new ReactiveWebApplicationException();
		}

	}

}
