package io.github.jwtsecurity.ownership;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Resolves {@link CurrentUserId}.
 */
final class CurrentUserIdArgumentResolver implements HandlerMethodArgumentResolver {

	private final UserIdResolver userIdResolver;

	private final SecurityContextHolderStrategy securityContextHolderStrategy = SecurityContextHolder
		.getContextHolderStrategy();

	CurrentUserIdArgumentResolver(UserIdResolver userIdResolver) {
		this.userIdResolver = userIdResolver;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.hasParameterAnnotation(CurrentUserId.class) && parameter.getParameterType() == String.class;
	}

	@Override
	public String resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer mavContainer,
			NativeWebRequest webRequest, @Nullable WebDataBinderFactory binderFactory) {
		String userId = this.userIdResolver
			.resolve(this.securityContextHolderStrategy.getContext().getAuthentication());
		if (userId == null) {
			throw new AuthenticationCredentialsNotFoundException("There is no verified user");
		}
		return userId;
	}

}
