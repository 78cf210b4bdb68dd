package io.github.jwtsecurity.ownership;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.simp.annotation.support.SimpAnnotationMethodMessageHandler;
import org.springframework.util.function.SingletonSupplier;

/**
 * The configuration of {@link CurrentUserId} for handlers of messages of WebSocket
 * sessions.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(SimpAnnotationMethodMessageHandler.class)
class OwnershipMessagingConfiguration {

	@Bean
	static BeanPostProcessor currentUserIdMessagePostProcessor(ObjectProvider<CurrentUserIdArguments> arguments) {
		return MessageHandlerMethods.postProcessor(SingletonSupplier.of(arguments::getObject));
	}

	@Bean
	MessageHandlerMethods jwtSecurityMessageHandlerMethods(
			ObjectProvider<SimpAnnotationMethodMessageHandler> handlers) {
		return new MessageHandlerMethods(handlers);
	}

}
