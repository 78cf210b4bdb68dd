package io.github.jwtsecurity.sample;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.github.jwtsecurity.sample.Users.User;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/**
 * Calls the endpoints for accounts.
 *
 * @param client sends no token
 */
record Accounts(RestTestClient client) {

	static final String PASSWORD = "Correct-horse-1";

	static String newEmail() {
		return "user-" + UUID.randomUUID() + "@example.com";
	}

	User signUp() {
		return signUp(newEmail());
	}

	User signUp(String email) {
		return user(post("signup", email, PASSWORD));
	}

	ResponseSpec post(String endpoint, String email, String password) {
		return this.client.post()
			.uri("/api/auth/{endpoint}", endpoint)
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("email", email, "password", password))
			.exchange();
	}

	/**
	 * The user whom an answer lets in.
	 */
	User user(ResponseSpec response) {
		response.expectStatus().is2xxSuccessful();
		TokenResponse body = Objects.requireNonNull(response.returnResult(TokenResponse.class).getResponseBody());
		RestTestClient.Builder<?> builder = this.client.mutate();
		builder.defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + body.accessToken());
		return new User(body.user().userId(), body.accessToken(), builder.build());
	}

	@JsonNaming(SnakeCaseStrategy.class)
	private record TokenResponse(String accessToken, Owner user) {

		@JsonNaming(SnakeCaseStrategy.class)
		private record Owner(String userId) {
		}

	}

}
