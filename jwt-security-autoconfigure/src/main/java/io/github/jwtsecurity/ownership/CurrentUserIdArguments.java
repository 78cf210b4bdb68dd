package io.github.jwtsecurity.ownership;

import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.security.core.Authentication;

/**
 * A converter of the verified user id of an authentication to the argument for a
 * {@link CurrentUserId} parameter.
 */
final class CurrentUserIdArguments {

	private final UserIdResolver userIdResolver;

	private final Supplier<ConversionService> conversionService;

	CurrentUserIdArguments(UserIdResolver userIdResolver, Supplier<ConversionService> conversionService) {
		this.userIdResolver = userIdResolver;
		this.conversionService = conversionService;
	}

	static boolean supports(MethodParameter parameter) {
		return parameter.hasParameterAnnotation(CurrentUserId.class);
	}

	/**
	 * Returns the argument for a parameter.
	 * @param authentication the authentication, or {@code null} if nobody is
	 * authenticated
	 * @param parameter the annotated parameter
	 * @return the user id in the type of the parameter; {@code null} or an empty
	 * {@code Optional} without a verified user, if the parameter allows it
	 * @throws UnresolvedUserIdException if there is no verified user but the parameter
	 * needs one, or if the user id cannot be converted
	 */
	@Nullable Object resolve(@Nullable Authentication authentication, MethodParameter parameter) {
		String userId = this.userIdResolver.resolve(authentication);
		if (userId == null && !parameter.isOptional()) {
			throw new UnresolvedUserIdException("There is no verified user id");
		}
		Object argument = (userId != null) ? convert(userId, parameter.nestedIfOptional()) : null;
		return (parameter.getParameterType() == Optional.class) ? Optional.ofNullable(argument) : argument;
	}

	private Object convert(String userId, MethodParameter parameter) {
		if (parameter.getNestedParameterType().isInstance(userId)) {
			return userId;
		}
		try {
			Object converted = this.conversionService.get()
				.convert(userId, TypeDescriptor.valueOf(String.class), new TypeDescriptor(parameter));
			if (converted != null) {
				return converted;
			}
		}
		catch (ConversionFailedException ex) {
			// The cause quotes the user id, so it is dropped.
		}
		throw new UnresolvedUserIdException("The user id does not fit the type of the parameter");
	}

}
