package com.example.notes;

import java.io.IOException;

import io.github.jwtsecurity.ownership.CurrentUserId;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.simp.annotation.SendToUser;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.standard.ServerEndpointExporter;

@SpringBootApplication
public class NotesApplication {

	public static void main(String[] args) {
		SpringApplication.run(NotesApplication.class, args);
	}

	@Bean
	ServerEndpointExporter exporter() {
		ServerEndpointExporter exporter = new ServerEndpointExporter();
		exporter.setAnnotatedEndpointClasses(Exported.class);
		return exporter;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocketMessageBroker
	static class Stomp implements WebSocketMessageBrokerConfigurer {

		@Override
		public void registerStompEndpoints(StompEndpointRegistry registry) {
			registry.addEndpoint("/stomp");
		}

		@Override
		public void configureMessageBroker(MessageBrokerRegistry registry) {
			registry.setApplicationDestinationPrefixes("/app").enableSimpleBroker("/queue");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class Handlers implements WebSocketConfigurer {

		@Override
		public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
			registry.addHandler(new TextWebSocketHandler() {

				@Override
				public void afterConnectionEstablished(WebSocketSession session) throws IOException {
					session.sendMessage(new TextMessage("opened " + session.getUri().getPath()));
				}

			}, "/handler/{user_id}");
		}

	}

	@Controller
	static class Messages {

		@SubscribeMapping("/me")
		String me(@CurrentUserId String userId) {
			return "subscribed by " + userId;
		}

		@MessageMapping("/notes")
		@SendToUser("/queue/notes")
		String note(@CurrentUserId String userId, @Payload String text) {
			return text + " by " + userId;
		}

		@MessageMapping("/payload")
		@SendToUser("/queue/notes")
		String payload(@CurrentUserId @Payload String userId) {
			return "payload by " + userId;
		}

		@MessageMapping("/notes/{user_id}")
		void of(@DestinationVariable("user_id") String userId) {
		}

	}

	@Component
	@ServerEndpoint("/endpoint/{user_id}")
	public static class Endpoint {

		@OnOpen
		public void open(Session session, @PathParam("user_id") String userId) throws IOException {
			session.getBasicRemote().sendText("opened by " + userId);
		}

	}

	@ServerEndpoint("/exported/{user_id}/x")
	public static class Exported extends Endpoint {

		@OnOpen
		@Override
		public void open(Session session, @PathParam("user_id") String userId) throws IOException {
			super.open(session, userId);
		}

	}

}
