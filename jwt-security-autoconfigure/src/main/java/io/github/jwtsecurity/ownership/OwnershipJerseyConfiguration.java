package io.github.jwtsecurity.ownership;

import io.github.jwtsecurity.token.ConditionalOnBoundProperty;
import org.glassfish.jersey.server.ResourceConfig;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * The user id rule for Jersey.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ResourceConfig.class)
class OwnershipJerseyConfiguration {

	@Bean
	JerseyRoutes jwtSecurityJerseyRoutes(ObjectProvider<ResourceConfig> configurations, Environment environment) {
		return new JerseyRoutes(configurations, environment.getProperty("spring.jersey.application-path"));
	}

	@Bean
	static BeanPostProcessor jwtSecurityJerseySubResourcePostProcessor() {
		return new ResourceConfigPostProcessor((configuration) -> configuration.register(new JerseySubResourceCheck()));
	}

	/**
	 * The guard itself.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBoundProperty(properties = OwnershipProperties.class, name = "enabled")
	static class GuardConfiguration {

		@Bean
		static BeanPostProcessor jwtSecurityJerseyOwnershipPostProcessor(
				ObjectProvider<UserIdPathAuthorizationManager> authorizationManager,
				@Qualifier("jwtSecurityProblemHandler") ObjectProvider<AccessDeniedHandler> accessDeniedHandler) {
			return new ResourceConfigPostProcessor((configuration) -> configuration.register(
					new JerseyOwnershipFilter(authorizationManager.getObject(), accessDeniedHandler.getObject())));
		}

	}

}
