package io.github.jwtsecurity.ownership;

import java.security.Principal;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.security.core.Authentication;

/**
 * A resolver of {@link CurrentUserId} parameters in {@code @MessageMapping} methods. The
 * user of a message is authenticated in the handshake of the WebSocket session.
 */
final class CurrentUserIdMessageArgumentResolver implements HandlerMethodArgumentResolver {

	private final Supplier<CurrentUserIdArguments> arguments;

	CurrentUserIdMessageArgumentResolver(Supplier<CurrentUserIdArguments> arguments) {
		this.arguments = arguments;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return CurrentUserIdArguments.supports(parameter);
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) {
		Principal user = SimpMessageHeaderAccessor.getUser(message.getHeaders());
		return this.arguments.get()
			.resolve((user instanceof Authentication authentication) ? authentication : null, parameter);
	}

}
