package io.github.jwtsecurity.openapi;

import io.github.jwtsecurity.ownership.OwnershipAutoConfiguration;
import io.github.jwtsecurity.web.WebSecurityAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the OpenAPI description of an
 * application with springdoc. The optional classes are given by name, so that this class
 * can be loaded without them.
 */
@AutoConfiguration(after = { OwnershipAutoConfiguration.class, WebSecurityAutoConfiguration.class })
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass(name = { "org.springdoc.core.customizers.GlobalOpenApiCustomizer", "io.swagger.v3.core.util.Json31",
		"org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath" })
@Import(OpenApiConfiguration.class)
public final class OpenApiAutoConfiguration {

}
