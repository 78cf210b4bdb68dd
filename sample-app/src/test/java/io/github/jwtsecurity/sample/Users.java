package io.github.jwtsecurity.sample;

import java.time.Duration;
import java.util.UUID;

import io.github.jwtsecurity.token.AccessTokenIssuer;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * A factory of users with real tokens. Each test creates new users, so that no test sees
 * the tasks of another.
 */
@TestComponent
public final class Users {

	private final RestTestClient client;

	private final AccessTokenIssuer issuer;

	Users(RestTestClient client, AccessTokenIssuer issuer) {
		this.client = client;
		this.issuer = issuer;
	}

	public User create() {
		return create("user-" + UUID.randomUUID());
	}

	public User create(String id) {
		String token = this.issuer.issue(id, "user@example.com", Duration.ofHours(1)).getTokenValue();
		RestTestClient.Builder<?> builder = this.client.mutate();
		builder.defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
		return new User(id, token, builder.build());
	}

	/**
	 * A user.
	 *
	 * @param id the user id
	 * @param token the user's access token
	 * @param client the HTTP client, which sends the token with every request
	 */
	public record User(String id, String token, RestTestClient client) {
	}

}
