package io.github.jwtsecurity.ownership;

import java.lang.reflect.Method;
import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.graphql.data.method.annotation.GraphQlExceptionHandler;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.data.method.annotation.support.AnnotatedControllerConfigurer;
import org.springframework.stereotype.Controller;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.ControllerAdvice;

/**
 * The configuration of {@link CurrentUserId} for GraphQL controllers.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(AnnotatedControllerConfigurer.class)
class OwnershipGraphQlConfiguration {

	@Bean
	static GraphQlPostProcessor currentUserIdGraphQlPostProcessor(ObjectProvider<CurrentUserIdArguments> arguments) {
		return new GraphQlPostProcessor(
				new CurrentUserIdGraphQlArgumentResolver(SingletonSupplier.of(arguments::getObject)));
	}

	@Bean
	GraphQlHandlerMethods currentUserIdGraphQlHandlerMethods(
			ObjectProvider<AnnotatedControllerConfigurer> configurers) {
		return new GraphQlHandlerMethods(configurers);
	}

	/**
	 * A bean post-processor that adds the argument resolver to every bean that calls
	 * GraphQL controllers.
	 */
	static final class GraphQlPostProcessor implements BeanPostProcessor {

		private final CurrentUserIdGraphQlArgumentResolver argumentResolver;

		GraphQlPostProcessor(CurrentUserIdGraphQlArgumentResolver argumentResolver) {
			this.argumentResolver = argumentResolver;
		}

		@Override
		public Object postProcessBeforeInitialization(Object bean, String beanName) {
			if (bean instanceof AnnotatedControllerConfigurer configurer) {
				configurer.addCustomArgumentResolver(this.argumentResolver);
			}
			return bean;
		}

	}

	/**
	 * The handler methods of GraphQL controllers. {@code @BatchMapping} methods are
	 * excluded, because Spring for GraphQL passes them the keys of the batch.
	 */
	static final class GraphQlHandlerMethods implements CurrentUserIdSupport {

		private static final String PACKAGE = "org.springframework.graphql.";

		private final ObjectProvider<AnnotatedControllerConfigurer> configurers;

		GraphQlHandlerMethods(ObjectProvider<AnnotatedControllerConfigurer> configurers) {
			this.configurers = configurers;
		}

		@Override
		public boolean serves(Class<?> type, Method method) {
			boolean handles = AnnotatedElementUtils.hasAnnotation(type, Controller.class)
					&& AnnotatedElementUtils.hasAnnotation(method, SchemaMapping.class);
			boolean handlesExceptions = AnnotatedElementUtils.hasAnnotation(method, GraphQlExceptionHandler.class)
					&& (AnnotatedElementUtils.hasAnnotation(type, Controller.class)
							|| AnnotatedElementUtils.hasAnnotation(type, ControllerAdvice.class));
			return (handles || handlesExceptions) && !isBoundOtherwise(method)
					&& this.configurers.stream().findAny().isPresent();
		}

		/**
		 * Returns whether an annotation of Spring for GraphQL binds the parameter. Such
		 * annotations take precedence over custom argument resolvers.
		 */
		private static boolean isBoundOtherwise(Method method) {
			return Stream.of(method.getParameters())
				.filter((parameter) -> parameter.isAnnotationPresent(CurrentUserId.class))
				.flatMap((parameter) -> Stream.of(parameter.getAnnotations()))
				.anyMatch((annotation) -> annotation.annotationType().getName().startsWith(PACKAGE));
		}

	}

}
