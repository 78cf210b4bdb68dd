package io.github.jwtsecurity.ownership;

import java.util.List;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.MappedInterceptor;

/**
 * The Spring MVC side of the user id rule.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ DispatcherServlet.class, WebMvcConfigurer.class })
class OwnershipMvcConfiguration {

	@Bean
	CurrentUserIdArgumentResolver currentUserIdArgumentResolver(UserIdResolver userIdResolver,
			@Qualifier("mvcConversionService") ObjectProvider<ConversionService> conversionService) {
		return new CurrentUserIdArgumentResolver(userIdResolver,
				() -> conversionService.getIfAvailable(DefaultConversionService::getSharedInstance));
	}

	@Bean
	WebMvcConfigurer currentUserIdConfigurer(CurrentUserIdArgumentResolver argumentResolver) {
		return new WebMvcConfigurer() {

			@Override
			public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
				resolvers.add(argumentResolver);
			}

		};
	}

	@Bean
	MappedInterceptor currentUserIdInterceptor(CurrentUserIdArgumentResolver argumentResolver,
			@Qualifier("jwtSecurityProblemHandler") AccessDeniedHandler accessDeniedHandler) {
		return new MappedInterceptor(null, new CurrentUserIdInterceptor(argumentResolver, accessDeniedHandler));
	}

	/**
	 * The guard itself.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "jwt-security.ownership.enabled", matchIfMissing = true)
	static class GuardConfiguration {

		@Bean
		@Lazy(false)
		GuardedRoutes guardedRoutes(ListableBeanFactory beanFactory, OwnershipProperties properties) {
			return new GuardedRoutes(beanFactory, properties);
		}

		/**
		 * A {@link MappedInterceptor} reaches every handler mapping, also those that no
		 * {@link WebMvcConfigurer} reaches.
		 */
		@Bean
		MappedInterceptor ownershipInterceptor(UserIdPathAuthorizationManager authorizationManager,
				GuardedRoutes guardedRoutes,
				@Qualifier("jwtSecurityProblemHandler") AccessDeniedHandler accessDeniedHandler) {
			return new MappedInterceptor(null,
					new OwnershipInterceptor(authorizationManager, guardedRoutes, accessDeniedHandler));
		}

	}

}
