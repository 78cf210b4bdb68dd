package io.github.jwtsecurity.ownership;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.handler.HandlerExceptionResolverComposite;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Adds the {@link CurrentUserIdArgumentResolver} to every bean of Spring MVC that calls
 * handler methods, however it was made. The resolver comes first: no other annotation on
 * the parameter, and no rule for its type, can bind it from the request.
 */
final class CurrentUserIdMvcPostProcessor implements BeanPostProcessor {

	private final CurrentUserIdArgumentResolver argumentResolver;

	CurrentUserIdMvcPostProcessor(CurrentUserIdArgumentResolver argumentResolver) {
		this.argumentResolver = argumentResolver;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof RequestMappingHandlerAdapter adapter) {
			adapter.setArgumentResolvers(withResolver(adapter.getArgumentResolvers()));
			adapter.setInitBinderArgumentResolvers(withResolver(adapter.getInitBinderArgumentResolvers()));
		}
		else if (bean instanceof ExceptionHandlerExceptionResolver resolver) {
			addTo(resolver);
		}
		else if (bean instanceof HandlerExceptionResolverComposite composite) {
			composite.getExceptionResolvers()
				.stream()
				.filter(ExceptionHandlerExceptionResolver.class::isInstance)
				.map(ExceptionHandlerExceptionResolver.class::cast)
				.forEach(this::addTo);
		}
		return bean;
	}

	private void addTo(ExceptionHandlerExceptionResolver resolver) {
		resolver.setArgumentResolvers(withResolver(
				(resolver.getArgumentResolvers() != null) ? resolver.getArgumentResolvers().getResolvers() : null));
	}

	private List<HandlerMethodArgumentResolver> withResolver(
			@Nullable List<HandlerMethodArgumentResolver> argumentResolvers) {
		List<HandlerMethodArgumentResolver> extended = new ArrayList<>();
		extended.add(this.argumentResolver);
		if (argumentResolvers != null) {
			extended.addAll(argumentResolvers);
		}
		return extended;
	}

}
