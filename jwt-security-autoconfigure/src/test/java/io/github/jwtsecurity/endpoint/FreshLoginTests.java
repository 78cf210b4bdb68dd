package io.github.jwtsecurity.endpoint;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.endpoint.AccountApplication.Running;
import io.github.jwtsecurity.event.JwtSecurityEvent.ReauthenticationFailed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for changes that need the current password or a recent login.
 */
class FreshLoginTests {

	private static final String PASSWORD = "Correct-horse-1";

	private static Running application;

	private static JsonHttp http;

	@BeforeAll
	static void start() {
		application = AccountApplication.start(TestDatabase.h2(), "jwt-security.mail.console=true",
				"jwt-security.mail.base-url=https://tasks.example.com");
		http = application.http();
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	static Stream<Change> changes() {
		return Stream.of(new Change("POST", "/password", Map.of("new_password", "Battery-staple-2"), 204),
				new Change("POST", "/email", Map.of("new_email", "new@example.com"), 202),
				new Change("DELETE", "/me", Map.of(), 204), new Change("DELETE", "/sessions", Map.of(), 204),
				new Change("DELETE", "/sessions/{other}", Map.of(), 204));
	}

	@ParameterizedTest
	@MethodSource("changes")
	void changeWhenLoginIsRecentThenNoPasswordIsNeeded(Change change) {
		User user = User.create();
		assertThat(change.send(user, user.token()).status()).isEqualTo(change.success());
	}

	@ParameterizedTest
	@MethodSource("changes")
	void changeWhenLoginIsTooLongAgoThenRefusedWithMaxAge(Change change) {
		User user = User.create();
		Instant now = Instant.now();
		for (Object time : new Object[] { now.minusSeconds(600).getEpochSecond(), now.plusSeconds(90).getEpochSecond(),
				null }) {
			Answer refused = change.send(user, user.tokenWithAuthTime(time))
				.refused(401, "insufficient_user_authentication");
			assertThat(refused.header("WWW-Authenticate"))
				.isEqualTo("Bearer error=\"insufficient_user_authentication\","
						+ " error_description=\"The current password or a more recent login is required.\", max_age=\"600\"");
			assertThat(refused.json().path("max_age").asInt()).isEqualTo(600);
		}
		assertThat(http.get("/api/auth/me", bearer(user.token())).status()).isEqualTo(200);
		assertThat(http.get("/api/auth/sessions", bearer(user.token())).json().path("sessions")).hasSize(2);
	}

	@ParameterizedTest
	@MethodSource("changes")
	void changeWhenPasswordIsRightThenLoginMayBeLongAgo(Change change) {
		User user = User.create();
		String token = user.tokenWithAuthTime(1_000_000_000);
		assertThat(change.with(PASSWORD).send(user, token).status()).isEqualTo(change.success());
	}

	/**
	 * A wrong password is refused even if the login is recent: it may be a mistake.
	 */
	@ParameterizedTest
	@MethodSource("changes")
	void changeWhenPasswordIsWrongThenRefused(Change change) {
		User user = User.create();
		change.with("Wrong-horse-1").send(user, user.token()).refused(401, "invalid_credentials");
		assertThat(http.get("/api/auth/sessions", bearer(user.token())).json().path("sessions")).hasSize(2);
		if (!change.path().equals("/password")) {
			assertThat(application.events()).anyMatch(
					(event) -> event instanceof ReauthenticationFailed failed && failed.userId().equals(user.id()));
		}
	}

	@ParameterizedTest
	@MethodSource("changes")
	void changeWhenPasswordIsNoTextThenInvalid(Change change) {
		User user = User.create();
		for (Object wrong : new Object[] { " ", 1, List.of() }) {
			change.with(wrong).send(user, user.token()).refused(400, "invalid_request");
		}
	}

	@Test
	void endOwnSessionThenNeitherPasswordNorRecentLoginIsNeeded() {
		User user = User.create();
		String token = user.tokenWithAuthTime(1_000_000_000);
		String own = http.get("/api/auth/sessions", bearer(token))
			.json()
			.path("sessions")
			.valueStream()
			.filter((session) -> session.path("current").asBoolean())
			.findFirst()
			.orElseThrow()
			.path("id")
			.asString();
		assertThat(new Change("DELETE", "/sessions/" + own, Map.of(), 204).send(user, token).status()).isEqualTo(204);
		http.get("/api/auth/me", bearer(token)).refused(401, "token_invalid");
	}

	@Test
	void changeWhenFreshLoginIsSwitchedOffThenPasswordIsAlwaysNeeded() {
		try (Running strict = AccountApplication.start(TestDatabase.h2(), "jwt-security.accounts.fresh-login=0s")) {
			Answer user = strict.http()
				.post("/api/auth/signup", Map.of("email", "alice@example.com", "password", PASSWORD));
			Map<String, Object> claims = User.claims(user.token());
			claims.put("auth_time", Instant.now().plusSeconds(20).getEpochSecond());
			String future = TestTokens.sign(TestTokens.header(user.token()).toString(),
					new JsonMapper().writeValueAsString(claims));
			for (String token : List.of(user.token(), future)) {
				strict.http()
					.delete("/api/auth/me", Map.of(), bearer(token))
					.refused(401, "insufficient_user_authentication");
			}
			assertThat(
					strict.http().delete("/api/auth/me", Map.of("current_password", PASSWORD), user.bearer()).status())
				.isEqualTo(204);
		}
	}

	private static String[] bearer(String token) {
		return new String[] { "Authorization", "Bearer " + token };
	}

	private record Change(String method, String path, Map<String, Object> body, int success) {

		Change with(Object password) {
			Map<String, Object> more = new HashMap<>(this.body);
			more.put("current_password", password);
			return new Change(this.method, this.path, more, this.success);
		}

		Answer send(User user, String token) {
			String target = "/api/auth" + this.path.replace("{other}", user.otherSession());
			return this.method.equals("POST") ? http.post(target, this.body, bearer(token))
					: http.delete(target, this.body, bearer(token));
		}

		@Override
		public String toString() {
			return this.method + " " + this.path;
		}

	}

	private record User(String id, String token, String otherSession) {

		static User create() {
			Map<String, String> credentials = Map.of("email", UUID.randomUUID() + "@example.com", "password", PASSWORD);
			Answer first = http.post("/api/auth/signup", credentials);
			Answer second = http.post("/api/auth/login", credentials);
			return new User(first.userId(), second.token(), String.valueOf(claims(first.token()).get("sid")));
		}

		String tokenWithAuthTime(Object time) {
			Map<String, Object> claims = claims(this.token);
			claims.remove("auth_time");
			if (time != null) {
				claims.put("auth_time", time);
			}
			return TestTokens.sign(TestTokens.header(this.token).toString(),
					new JsonMapper().writeValueAsString(claims));
		}

		@SuppressWarnings("unchecked")
		private static Map<String, Object> claims(String token) {
			return new JsonMapper().convertValue(TestTokens.payload(token), HashMap.class);
		}

	}

}
