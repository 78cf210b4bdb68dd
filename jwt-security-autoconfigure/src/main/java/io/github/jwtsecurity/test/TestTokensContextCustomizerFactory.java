package io.github.jwtsecurity.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * A factory of the customizer for test classes with {@link AutoConfigureTestTokens}.
 */
final class TestTokensContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configurationAttributes) {
		return TestContextAnnotationUtils.hasAnnotation(testClass, AutoConfigureTestTokens.class)
				? new TestTokensContextCustomizer() : null;
	}

}
