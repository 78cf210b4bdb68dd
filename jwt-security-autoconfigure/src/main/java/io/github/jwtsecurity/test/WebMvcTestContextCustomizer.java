package io.github.jwtsecurity.test;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * A customizer that sets a random secret if the application under test has no key source,
 * or has a signing store, for which a test of a controller has no database. All
 * customizers are equal, since each context has a secret of its own, so that test classes
 * can share a context.
 */
record WebMvcTestContextCustomizer() implements ContextCustomizer {

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		context.addBeanFactoryPostProcessor(new SecretSetter(context));
	}

	/**
	 * A post-processor that sees the properties of all other customizers, and comes
	 * before the conditions of auto-configurations.
	 *
	 * @param context the context of the application under test
	 */
	private record SecretSetter(ConfigurableApplicationContext context) implements BeanDefinitionRegistryPostProcessor {

		@Override
		public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
			KeySourceOverrides.removeSigningStore(this.context.getEnvironment());
			KeySourceOverrides.applySecret(this.context.getEnvironment());
		}

	}

}
