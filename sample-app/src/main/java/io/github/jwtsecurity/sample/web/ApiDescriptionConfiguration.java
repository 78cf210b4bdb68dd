package io.github.jwtsecurity.sample.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ObjectSchema;
import org.springdoc.core.utils.SpringDocUtils;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The configuration of the OpenAPI description, in which the body of a merge patch is any
 * JSON object.
 */
@Configuration(proxyBeanMethods = false)
class ApiDescriptionConfiguration {

	static {
		SpringDocUtils.getConfig().replaceWithSchema(ObjectNode.class, new ObjectSchema());
	}

	@Bean
	OpenAPI apiDescription() {
		return new OpenAPI().info(new Info().title("Tasks").version("1").description("The tasks of a user."));
	}

}
