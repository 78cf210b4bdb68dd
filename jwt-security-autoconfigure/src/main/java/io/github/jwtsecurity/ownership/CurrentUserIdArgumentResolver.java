package io.github.jwtsecurity.ownership;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.security.access.AccessDeniedException;
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
		return parameter.hasParameterAnnotation(CurrentUserId.class);
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer mavContainer,
			NativeWebRequest webRequest, @Nullable WebDataBinderFactory binderFactory) throws Exception {
		String userId = this.userIdResolver
			.resolve(this.securityContextHolderStrategy.getContext().getAuthentication());
		if (userId == null) {
			throw new AuthenticationCredentialsNotFoundException("There is no verified user");
		}
		Class<?> type = parameter.getParameterType();
		if (binderFactory == null || type.isInstance(userId)) {
			return userId;
		}
		try {
			return binderFactory.createBinder(webRequest, null, "userId").convertIfNecessary(userId, type, parameter);
		}
		catch (TypeMismatchException ex) {
			throw new AccessDeniedException("The verified user id is not a " + type.getSimpleName());
		}
	}

}
