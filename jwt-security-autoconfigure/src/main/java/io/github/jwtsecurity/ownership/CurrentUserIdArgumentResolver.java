package io.github.jwtsecurity.ownership;

import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Resolves {@link CurrentUserId}. That there is a user, and that the id can be converted,
 * was checked by the {@link CurrentUserIdInterceptor} before.
 */
final class CurrentUserIdArgumentResolver implements HandlerMethodArgumentResolver {

	private final UserIdResolver userIdResolver;

	private final Supplier<ConversionService> conversionService;

	private final SecurityContextHolderStrategy securityContextHolderStrategy = SecurityContextHolder
		.getContextHolderStrategy();

	CurrentUserIdArgumentResolver(UserIdResolver userIdResolver, Supplier<ConversionService> conversionService) {
		this.userIdResolver = userIdResolver;
		this.conversionService = conversionService;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.hasParameterAnnotation(CurrentUserId.class);
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer mavContainer,
			NativeWebRequest webRequest, @Nullable WebDataBinderFactory binderFactory) {
		return Objects.requireNonNull(convert(Objects.requireNonNull(userId()), parameter));
	}

	@Nullable String userId() {
		return this.userIdResolver.resolve(this.securityContextHolderStrategy.getContext().getAuthentication());
	}

	/**
	 * Whether the user id can become an argument.
	 * @param userId the verified user id
	 * @param parameter the parameter
	 * @return whether it can be converted
	 */
	boolean canConvert(String userId, MethodParameter parameter) {
		try {
			return convert(userId, parameter) != null;
		}
		catch (ConversionFailedException ex) {
			return false;
		}
	}

	private @Nullable Object convert(String userId, MethodParameter parameter) {
		if (parameter.getParameterType().isInstance(userId)) {
			return userId;
		}
		return this.conversionService.get()
			.convert(userId, TypeDescriptor.valueOf(String.class), new TypeDescriptor(parameter));
	}

}
