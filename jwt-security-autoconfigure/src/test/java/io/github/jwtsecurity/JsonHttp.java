package io.github.jwtsecurity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that exchanges JSON with a server on this machine, as clients of the library
 * do.
 */
public final class JsonHttp {

	private static final JsonMapper MAPPER = new JsonMapper();

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final String root;

	public JsonHttp(int port) {
		this("http://localhost:" + port);
	}

	public JsonHttp(String root) {
		this.root = root;
	}

	public Answer get(String path, String... headers) {
		return send("GET", path, BodyPublishers.noBody(), headers);
	}

	public Answer post(String path, Map<String, ?> body, String... headers) {
		return post(path, MAPPER.writeValueAsString(body), headers);
	}

	public Answer post(String path, String body, String... headers) {
		return sendJson("POST", path, body, headers);
	}

	/**
	 * Sends a body as JSON with any method.
	 */
	public Answer sendJson(String method, String path, String body, String... headers) {
		return send(method, path, BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)),
				withContentType(headers));
	}

	public Answer delete(String path, Map<String, ?> body, String... headers) {
		return sendJson("DELETE", path, MAPPER.writeValueAsString(body), headers);
	}

	public CompletableFuture<Answer> postLater(String path, Map<String, ?> body) {
		HttpRequest request = request("POST", path, BodyPublishers.ofString(MAPPER.writeValueAsString(body)),
				withContentType());
		return this.client.sendAsync(request, BodyHandlers.ofString()).thenApply(Answer::of);
	}

	public Answer send(String method, String path, BodyPublisher body, String... headers) {
		try {
			return Answer.of(this.client.send(request(method, path, body, headers), BodyHandlers.ofString()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.root + path)).method(method, body);
		if (headers.length > 0) {
			request.headers(headers);
		}
		return request.build();
	}

	private static String[] withContentType(String... headers) {
		String[] all = new String[headers.length + 2];
		all[0] = "Content-Type";
		all[1] = "application/json";
		System.arraycopy(headers, 0, all, 2, headers.length);
		return all;
	}

	/**
	 * A response.
	 *
	 * @param status the status code
	 * @param response the response of the HTTP client
	 * @param text the body
	 */
	public record Answer(int status, HttpResponse<?> response, String text) {

		static Answer of(HttpResponse<String> response) {
			return new Answer(response.statusCode(), response, response.body());
		}

		public JsonNode json() {
			return MAPPER.readTree(this.text);
		}

		public String header(String name) {
			return this.response.headers().firstValue(name).orElse("");
		}

		public String code() {
			return json().path("code").asString();
		}

		/**
		 * Returns the access token of a token response.
		 */
		public String token() {
			return json().path("access_token").asString();
		}

		/**
		 * Returns the access token as a header.
		 */
		public String[] bearer() {
			return new String[] { "Authorization", "Bearer " + token() };
		}

		public String refreshToken() {
			return json().path("refresh_token").asString();
		}

		public String deviceToken() {
			return json().path("device_token").asString();
		}

		public String userId() {
			return json().path("user").path("user_id").asString();
		}

		/**
		 * Asserts that this response is a refusal in the form of the public contract.
		 */
		public Answer refused(int expectedStatus, String code) {
			assertThat(this.status).as(this.text).isEqualTo(expectedStatus);
			assertThat(header("Content-Type")).isEqualTo("application/problem+json");
			assertThat(header("Cache-Control")).isEqualTo("no-store");
			assertThat(json().propertyNames()).contains("type", "title", "status", "detail", "instance", "code");
			assertThat(json().path("status").asInt()).isEqualTo(expectedStatus);
			assertThat(code()).isEqualTo(code);
			assertThat(header("WWW-Authenticate").startsWith("Bearer")).isEqualTo(expectedStatus == 401);
			return this;
		}

	}

}
