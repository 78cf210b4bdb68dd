package io.github.jwtsecurity.ownership;

import io.github.jwtsecurity.token.ConditionalOnBoundProperty;
import org.glassfish.jersey.server.ResourceConfig;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.WebApplicationContext;

/**
 * The configuration of the user id rule for Jersey.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ResourceConfig.class)
class OwnershipJerseyConfiguration {

	@Bean
	JerseyRoutes jwtSecurityJerseyRoutes(WebApplicationContext context) {
		return new JerseyRoutes(context);
	}

	@Bean
	static BeanPostProcessor jwtSecurityJerseySubResourcePostProcessor() {
		return new ResourceConfigPostProcessor(JerseySubResourceCheck.class, JerseySubResourceCheck::new);
	}

	/**
	 * The configuration of the guard itself.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBoundProperty(properties = OwnershipProperties.class, name = "enabled")
	static class GuardConfiguration {

		@Bean
		static BeanPostProcessor jwtSecurityJerseyOwnershipPostProcessor(
				ObjectProvider<UserIdPathAuthorizationManager> authorizationManager, BeanFactory beanFactory) {
			return new ResourceConfigPostProcessor(JerseyOwnershipFilter.class,
					() -> new JerseyOwnershipFilter(authorizationManager.getObject(),
							OwnershipDenialHandler.of(beanFactory)));
		}

	}

}
