package io.github.jwtsecurity.ownership;

import io.github.jwtsecurity.token.ConditionalOnBoundProperty;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.MappedInterceptor;

/**
 * The configuration of the user id rule and {@link CurrentUserId} for Spring MVC.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ DispatcherServlet.class, WebMvcConfigurer.class })
class OwnershipMvcConfiguration {

	@Bean
	static CurrentUserIdMvcPostProcessor currentUserIdMvcPostProcessor(
			ObjectProvider<CurrentUserIdArguments> arguments) {
		return new CurrentUserIdMvcPostProcessor(
				new CurrentUserIdArgumentResolver(SingletonSupplier.of(arguments::getObject)));
	}

	@Bean
	MvcHandlerMethods currentUserIdMvcHandlerMethods(ConfigurableListableBeanFactory beanFactory) {
		return new MvcHandlerMethods(beanFactory);
	}

	@Bean
	MvcServlets jwtSecurityMvcServlets(ApplicationContext context) {
		return new MvcServlets(context);
	}

	@Bean
	@Lazy(false)
	ChildContextListener currentUserIdChildContextListener(ApplicationContext context, MvcServlets servlets,
			CurrentUserIdMvcPostProcessor postProcessor) {
		return new ChildContextListener(context, servlets, postProcessor);
	}

	@Bean
	UserIdRefusalResolver userIdRefusalResolver(BeanFactory beanFactory) {
		return new UserIdRefusalResolver(OwnershipDenialHandler.of(beanFactory));
	}

	/**
	 * The configuration of the guard itself.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBoundProperty(properties = OwnershipProperties.class, name = "enabled")
	static class GuardConfiguration {

		@Bean
		MvcRoutes jwtSecurityMvcRoutes(ListableBeanFactory beanFactory) {
			return new MvcRoutes(beanFactory);
		}

		@Bean
		ManagementContextListener jwtSecurityManagementContextListener(WebApplicationContext context,
				RouteInspector inspector, OwnershipProperties properties) {
			return new ManagementContextListener(context, inspector, properties.patterns());
		}

		/**
		 * Creates an interceptor that reaches every handler mapping, including those that
		 * no {@link WebMvcConfigurer} reaches.
		 */
		@Bean
		MappedInterceptor ownershipInterceptor(UserIdPathAuthorizationManager authorizationManager,
				ApplicationContext context) {
			return new MappedInterceptor(null, new OwnershipInterceptor(authorizationManager,
					new UnexposedVariables(authorizationManager, context), OwnershipDenialHandler.of(context)));
		}

	}

}
