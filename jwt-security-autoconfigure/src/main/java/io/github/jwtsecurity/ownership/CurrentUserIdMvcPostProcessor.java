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
 * A bean post-processor that adds the {@link CurrentUserIdArgumentResolver} to every
 * Spring MVC bean that calls handler methods, no matter how the bean was created. The
 * resolver comes first, so that no other annotation on the parameter and no resolver for
 * its type binds it from the request.
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
