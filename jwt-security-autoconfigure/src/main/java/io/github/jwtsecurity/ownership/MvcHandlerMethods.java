package io.github.jwtsecurity.ownership;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerAdapter;
import org.springframework.web.servlet.mvc.method.AbstractHandlerMethodAdapter;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * The methods that Spring MVC calls: the handler methods of its mappings, and the
 * supporting methods of the same classes or of a {@link ControllerAdvice}.
 */
final class MvcHandlerMethods implements CurrentUserIdSupport {

	private static final List<Class<? extends Annotation>> SUPPORTING = List.of(ModelAttribute.class, InitBinder.class,
			ExceptionHandler.class);

	private final ListableBeanFactory beanFactory;

	private final SingletonSupplier<Found> found = SingletonSupplier.of(this::find);

	MvcHandlerMethods(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public boolean serves(Class<?> type, Method method) {
		Found mvc = this.found.obtain();
		return mvc.methods().contains(method) || (isSupporting(method)
				&& (mvc.types().contains(type) || AnnotatedElementUtils.hasAnnotation(type, ControllerAdvice.class)));
	}

	private static boolean isSupporting(Method method) {
		return SUPPORTING.stream().anyMatch((annotation) -> AnnotatedElementUtils.hasAnnotation(method, annotation));
	}

	/**
	 * Finds the handler methods. There are none if a handler adapter of another type may
	 * call them, since the argument resolver is added to
	 * {@link RequestMappingHandlerAdapter} only.
	 */
	private Found find() {
		if (this.beanFactory.getBeanProvider(HandlerAdapter.class)
			.stream()
			.anyMatch((adapter) -> adapter instanceof AbstractHandlerMethodAdapter
					&& !(adapter instanceof RequestMappingHandlerAdapter))) {
			return new Found(Set.of(), Set.of());
		}
		return new Found(handlers().map(MvcHandlerMethods::specific).collect(Collectors.toUnmodifiableSet()),
				handlers().map((handler) -> ClassUtils.getUserClass(handler.getBeanType()))
					.collect(Collectors.toUnmodifiableSet()));
	}

	private Stream<HandlerMethod> handlers() {
		return MvcRoutes.mappings(this.beanFactory)
			.filter(RequestMappingInfoHandlerMapping.class::isInstance)
			.map(RequestMappingInfoHandlerMapping.class::cast)
			.flatMap((mapping) -> mapping.getHandlerMethods().values().stream());
	}

	private static Method specific(HandlerMethod handler) {
		return BridgeMethodResolver.getMostSpecificMethod(handler.getMethod(),
				ClassUtils.getUserClass(handler.getBeanType()));
	}

	/**
	 * The handlers that were found.
	 *
	 * @param methods the handler methods
	 * @param types the classes that declare the methods
	 */
	private record Found(Set<Method> methods, Set<Class<?>> types) {
	}

}
