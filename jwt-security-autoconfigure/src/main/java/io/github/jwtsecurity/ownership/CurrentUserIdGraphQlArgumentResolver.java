package io.github.jwtsecurity.ownership;

import java.util.function.Supplier;

import graphql.schema.DataFetchingEnvironment;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.graphql.data.method.HandlerMethodArgumentResolver;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * A resolver of {@link CurrentUserId} parameters in GraphQL controllers.
 */
final class CurrentUserIdGraphQlArgumentResolver implements HandlerMethodArgumentResolver {

	private final Supplier<CurrentUserIdArguments> arguments;

	private final SecurityContextHolderStrategy securityContextHolderStrategy = SecurityContextHolder
		.getContextHolderStrategy();

	CurrentUserIdGraphQlArgumentResolver(Supplier<CurrentUserIdArguments> arguments) {
		this.arguments = arguments;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return CurrentUserIdArguments.supports(parameter);
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, DataFetchingEnvironment environment) {
		return this.arguments.get()
			.resolve(this.securityContextHolderStrategy.getContext().getAuthentication(), parameter);
	}

}
