package io.github.jwtsecurity.ownership;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * A resolver of {@link CurrentUserId} parameters in Spring MVC.
 */
final class CurrentUserIdArgumentResolver implements HandlerMethodArgumentResolver {

	private final Supplier<CurrentUserIdArguments> arguments;

	private final SecurityContextHolderStrategy securityContextHolderStrategy = SecurityContextHolder
		.getContextHolderStrategy();

	CurrentUserIdArgumentResolver(Supplier<CurrentUserIdArguments> arguments) {
		this.arguments = arguments;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return CurrentUserIdArguments.supports(parameter);
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer mavContainer,
			NativeWebRequest webRequest, @Nullable WebDataBinderFactory binderFactory) {
		return this.arguments.get()
			.resolve(this.securityContextHolderStrategy.getContext().getAuthentication(), parameter);
	}

}
