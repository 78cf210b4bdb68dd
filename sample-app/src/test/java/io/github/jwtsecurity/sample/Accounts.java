package io.github.jwtsecurity.sample;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import io.github.jwtsecurity.sample.Users.User;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/**
 * A client of the endpoints for accounts.
 *
 * @param client the HTTP client, which sends no token
 */
record Accounts(RestTestClient client) {

	static final String PASSWORD = "Correct-horse-1";

	static String newEmail() {
		return "user-" + UUID.randomUUID() + "@example.com";
	}

	/**
	 * Returns an address that shares its rate limits with no other.
	 */
	static String newAddress() {
		int network = ThreadLocalRandom.current().nextInt();
		return "2001:db8:%x:%x::1".formatted(network >>> 16, network & 0xFFFF);
	}

	/**
	 * Returns a client whose requests come from an address, according to the header of a
	 * trusted proxy.
	 */
	Accounts from(String address) {
		RestTestClient.Builder<?> builder = this.client.mutate();
		builder.defaultHeader("X-Forwarded-For", address);
		return new Accounts(builder.build());
	}

	User signUp() {
		return signUp(newEmail());
	}

	User signUp(String email) {
		return user(post("signup", email, PASSWORD));
	}

	Login begin() {
		return login(post("signup", newEmail(), PASSWORD));
	}

	ResponseSpec post(String endpoint, String email, String password) {
		return post(endpoint, Map.of("email", email, "password", password));
	}

	ResponseSpec logIn(String email, String password, String deviceToken) {
		return post("login", Map.of("email", email, "password", password, "device_token", deviceToken));
	}

	ResponseSpec refresh(String refreshToken) {
		return post("refresh", Map.of("refresh_token", refreshToken));
	}

	private ResponseSpec post(String endpoint, Map<String, String> body) {
		return this.client.post()
			.uri("/api/auth/{endpoint}", endpoint)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.exchange();
	}

	/**
	 * Returns the user of a response to a signup or login.
	 */
	User user(ResponseSpec response) {
		return login(response).user();
	}

	/**
	 * Returns the tokens and the user of a response to a signup, login or refresh.
	 */
	Login login(ResponseSpec response) {
		TokenResponse body = tokens(response);
		return login(body.user().userId(), body.accessToken(), body.refreshToken());
	}

	/**
	 * Returns the device token of a response to a signup or login.
	 */
	static String deviceToken(ResponseSpec response) {
		return tokens(response).deviceToken();
	}

	private static TokenResponse tokens(ResponseSpec response) {
		response.expectStatus().is2xxSuccessful();
		return Objects.requireNonNull(response.returnResult(TokenResponse.class).getResponseBody());
	}

	Login login(String userId, String accessToken, String refreshToken) {
		RestTestClient.Builder<?> builder = this.client.mutate();
		builder.defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + accessToken);
		return new Login(new User(userId, accessToken, builder.build()), refreshToken);
	}

	/**
	 * The result of a signup, login or refresh.
	 *
	 * @param user the user with the access token
	 * @param refreshToken the refresh token
	 */
	record Login(User user, String refreshToken) {

		ResponseSpec get(String path) {
			return this.user.client().get().uri(path).exchange();
		}

		/**
		 * Sends a request with a body of JSON.
		 */
		ResponseSpec send(HttpMethod method, String path, String body) {
			return this.user.client()
				.method(method)
				.uri(path)
				.contentType(MediaType.APPLICATION_JSON)
				.body(body)
				.exchange();
		}

		List<Session> sessions() {
			ResponseSpec response = get("/api/auth/sessions");
			response.expectStatus().isOk();
			return Objects.requireNonNull(response.returnResult(SessionList.class).getResponseBody()).sessions();
		}

	}

	/**
	 * A session in the list of a user's sessions.
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record Session(String id, Instant lastUsedAt, String userAgent, String address, boolean current) {
	}

	private record SessionList(List<Session> sessions) {
	}

	@JsonNaming(SnakeCaseStrategy.class)
	private record TokenResponse(String accessToken, String refreshToken, String deviceToken, Owner user) {

		@JsonNaming(SnakeCaseStrategy.class)
		private record Owner(String userId) {
		}

	}

}
