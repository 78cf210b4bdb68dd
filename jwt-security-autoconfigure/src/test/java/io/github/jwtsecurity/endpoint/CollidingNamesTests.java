package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.CollidingNames;
import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests with colliding names, which must not affect the tokens and bodies of other
 * requests.
 */
class CollidingNamesTests {

	private static AccountApplication.Running application;

	private static JsonHttp http;

	@BeforeAll
	static void start() {
		application = AccountApplication.start(TestDatabase.h2(), "server.max-http-request-header-size=64KB");
		http = application.http();
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void getWhenNamesInHeaderCollideThenTokenInvalid() {
		String forged = TestTokens.sign(CollidingNames.object("\"alg\":\"HS256\""), "{}",
				"another-" + TestTokens.SECRET);
		for (int i = 0; i < 3; i++) {
			http.get("/api/alice/items", "Authorization", "Bearer " + forged).refused(401, "token_invalid");
		}
	}

	@Test
	void getWhenNamesInPayloadCollideThenServed() {
		String claims = TestTokens.payload(TestTokens.validFor("alice")).toString();
		String token = TestTokens.sign("{\"alg\":\"HS256\"}",
				CollidingNames.object(claims.substring(1, claims.length() - 1)));
		for (int i = 0; i < 3; i++) {
			assertThat(http.get("/api/alice/items", "Authorization", "Bearer " + token).status()).isEqualTo(200);
		}
	}

	@Test
	void logInWhenNamesInBodyCollideThenInvalidCredentials() {
		String body = CollidingNames.object("\"email\":\"nobody@example.com\",\"password\":\"Correct-horse-1\"");
		for (int i = 0; i < 3; i++) {
			http.post("/api/auth/login", body).refused(401, "invalid_credentials");
		}
	}

	@AfterEach
	void othersAreServed() {
		String claims = TestTokens.payload(TestTokens.validFor("bob")).toString();
		for (int i = 0; i < 5; i++) {
			String token = TestTokens.sign("{\"alg\":\"HS256\"}", claims.substring(0, claims.length() - 1) + ","
					+ CollidingNames.ordinaryMembers("claim" + i + "-") + "}");
			assertThat(http.get("/api/bob/items", "Authorization", "Bearer " + token).status()).isEqualTo(200);
			http.post("/api/auth/login",
					"{" + CollidingNames.ordinaryMembers("field" + i + "-")
							+ ",\"email\":\"bob@example.com\",\"password\":\"Correct-horse-1\"}")
				.refused(401, "invalid_credentials");
		}
	}

}
