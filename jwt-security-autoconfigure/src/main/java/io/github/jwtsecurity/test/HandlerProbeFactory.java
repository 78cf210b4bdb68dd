package io.github.jwtsecurity.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.util.ClassUtils;

/**
 * A factory that adds the {@link HandlerProbe} to an application with Spring MVC.
 */
final class HandlerProbeFactory implements ContextCustomizerFactory {

	HandlerProbeFactory() {
	}

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		return ClassUtils.isPresent("org.springframework.web.servlet.HandlerAdapter", testClass.getClassLoader())
				? new Customizer() : null;
	}

	/**
	 * A customizer that is equal to all others, so that contexts can be shared.
	 */
	private record Customizer() implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
			context.getBeanFactory().registerSingleton("jwtSecurityHandlerProbe", new HandlerProbe());
		}

	}

}
