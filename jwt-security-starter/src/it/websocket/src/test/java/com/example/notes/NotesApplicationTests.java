package com.example.notes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.jwtsecurity.ownership.InspectedRoute;
import io.github.jwtsecurity.ownership.InspectedRoute.Verdict;
import io.github.jwtsecurity.ownership.RouteInspector;
import io.github.jwtsecurity.token.AccessTokenIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "jwt-security.secret=q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt8X4n")
class NotesApplicationTests {

	@Autowired
	private Environment environment;

	@Autowired
	private RouteInspector inspector;

	@Autowired
	private AccessTokenIssuer tokens;

	private String token;

	@BeforeEach
	void issue() {
		this.token = this.tokens.issue("alice", "alice@example.com", Duration.ofHours(1)).getTokenValue();
	}

	@Test
	void messageWhenPayloadNamesAnotherUserThenVerifiedUser() throws Exception {
		Received received = new Received();
		WebSocket socket = open("/stomp", received);
		send(socket, "CONNECT\naccept-version:1.2\nhost:localhost\n\n");
		assertThat(received.next()).startsWith("CONNECTED");
		send(socket, "SUBSCRIBE\nid:0\ndestination:/app/me\n\n");
		assertThat(received.next()).contains("subscribed by alice");
		send(socket, "SUBSCRIBE\nid:1\ndestination:/user/queue/notes\nreceipt:r\n\n");
		send(socket, "SEND\ndestination:/app/notes\nuserId:bob\n\nbob");
		assertThat(received.next()).contains("bob by alice");
		send(socket, "SEND\ndestination:/app/payload\n\nbob");
		assertThat(received.next()).contains("payload by alice");
		socket.abort();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/endpoint/%s", "/exported/%s/x", "/handler/%s" })
	void openWhenPathIsAnotherUsersThenNotOwner(String path) throws Exception {
		Received received = new Received();
		WebSocket socket = open(path.formatted("alice"), received);
		assertThat(received.next()).startsWith("opened").contains("alice");
		socket.abort();
		for (String other : new String[] { "bob", "b%6Fb" }) {
			refused(path.formatted(other));
			refused(path.formatted(other) + "/");
		}
	}

	@Test
	void startThenRoutesAreReported() {
		assertThat(this.inspector.report().with(Verdict.GUARDED)).extracting(InspectedRoute::route)
			.containsExactlyInAnyOrder("GET /endpoint/{user_id}", "GET /exported/{user_id}/x", "* /handler/{user_id}");
		assertThat(this.inspector.report().unsettled()).extracting(InspectedRoute::route)
			.containsExactly("MESSAGE /notes/{user_id}");
	}

	private void refused(String path) {
		assertThatExceptionOfType(CompletionException.class).as(path)
			.isThrownBy(() -> open(path, new Received()))
			.withCauseInstanceOf(WebSocketHandshakeException.class)
			.satisfies((exception) -> assertThat(
					((WebSocketHandshakeException) exception.getCause()).getResponse().statusCode())
				.isBetween(400, 499));
	}

	private WebSocket open(String path, WebSocket.Listener listener) {
		return HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.header("Authorization", "Bearer " + this.token)
			.buildAsync(URI.create("ws://localhost:" + this.environment.getProperty("local.server.port") + path),
					listener)
			.join();
	}

	private static void send(WebSocket socket, String frame) {
		socket.sendText(frame + "\0", true).join();
	}

	/**
	 * The received texts, without the receipts.
	 */
	private static final class Received implements WebSocket.Listener {

		private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

		@Override
		public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			if (!data.toString().startsWith("RECEIPT")) {
				this.texts.add(data.toString());
			}
			socket.request(1);
			return null;
		}

		String next() throws InterruptedException {
			return this.texts.poll(20, TimeUnit.SECONDS);
		}

	}

}
