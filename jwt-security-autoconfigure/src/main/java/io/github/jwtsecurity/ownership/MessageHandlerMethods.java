package io.github.jwtsecurity.ownership;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.messaging.handler.HandlerMethod;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.simp.annotation.support.SimpAnnotationMethodMessageHandler;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;

/**
 * The handler methods for messages of WebSocket sessions. Their destinations are not
 * guarded by the user id rule.
 */
final class MessageHandlerMethods implements CurrentUserIdSupport, RouteSource {

	private static final Set<String> METHODS = Set.of("MESSAGE");

	private final ObjectProvider<SimpAnnotationMethodMessageHandler> handlers;

	MessageHandlerMethods(ObjectProvider<SimpAnnotationMethodMessageHandler> handlers) {
		this.handlers = handlers;
	}

	@Override
	public boolean serves(Class<?> type, Method method) {
		return methods().anyMatch((handler) -> specific(handler).equals(method))
				|| (AnnotatedElementUtils.hasAnnotation(method, MessageExceptionHandler.class)
						&& this.handlers.stream().findAny().isPresent()
						&& AnnotatedElementUtils.hasAnnotation(type, Controller.class));
	}

	private Stream<HandlerMethod> methods() {
		return this.handlers.stream().flatMap((handler) -> handler.getHandlerMethods().values().stream());
	}

	private static Method specific(HandlerMethod handler) {
		return BridgeMethodResolver.getMostSpecificMethod(handler.getMethod(),
				ClassUtils.getUserClass(handler.getBeanType()));
	}

	@Override
	public List<Route> routes() {
		return this.handlers.stream()
			.flatMap((handler) -> handler.getHandlerMethods().keySet().stream())
			.flatMap((mapping) -> mapping.getDestinationConditions().getPatterns().stream())
			.map((destination) -> PathVariables.in(destination).isEmpty() ? new Route(METHODS, destination)
					: new Route(METHODS, destination,
							"destinations of messages are not checked; use @CurrentUserId instead of the variable"))
			.toList();
	}

	/**
	 * Returns a post-processor that adds the argument resolver to every bean that calls
	 * handler methods for messages. The resolver comes first, so that neither another
	 * annotation nor the payload is bound to the parameter.
	 */
	static BeanPostProcessor postProcessor(Supplier<CurrentUserIdArguments> arguments) {
		HandlerMethodArgumentResolver resolver = new CurrentUserIdMessageArgumentResolver(arguments);
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String beanName) {
				if (bean instanceof SimpAnnotationMethodMessageHandler handler) {
					List<HandlerMethodArgumentResolver> resolvers = new ArrayList<>(handler.getArgumentResolvers());
					resolvers.add(0, resolver);
					handler.setArgumentResolvers(null);
					handler.setArgumentResolvers(resolvers);
				}
				return bean;
			}

		};
	}

}
