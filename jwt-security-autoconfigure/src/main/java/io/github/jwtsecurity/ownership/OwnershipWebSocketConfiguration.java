package io.github.jwtsecurity.ownership;

import jakarta.websocket.server.ServerEndpoint;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.server.standard.ServerEndpointExporter;

/**
 * The configuration of the user id rule for endpoints of Jakarta WebSocket.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ ServerEndpoint.class, ServerEndpointExporter.class })
class OwnershipWebSocketConfiguration {

	@Bean
	ServerEndpoints jwtSecurityServerEndpoints(ListableBeanFactory beanFactory) {
		return new ServerEndpoints(beanFactory);
	}

}
