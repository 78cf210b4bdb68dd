package io.github.jwtsecurity.sample.web;

import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The configuration of strict JSON: a number is not accepted as text, and a text is not
 * accepted as a boolean. A boolean that is null or missing is false.
 */
@Configuration(proxyBeanMethods = false)
class StrictJsonConfiguration {

	/**
	 * Lets Jackson continue without its shared table of names when names with the same
	 * hash code fill it. By default, Jackson refuses such an input and leaves the table
	 * corrupted, so that other requests fail as well.
	 */
	@Bean
	JsonFactoryBuilderCustomizer tableOfNamesCustomizer() {
		return (builder) -> builder.disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW);
	}

	@Bean
	JsonMapperBuilderCustomizer strictJsonCustomizer() {
		return (builder) -> builder.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
			.withCoercionConfig(LogicalType.Textual,
					(config) -> config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Float, CoercionAction.Fail));
	}

}
