package io.github.jwtsecurity.endpoint;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoggedIn;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoggedOut;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoginFailed;
import io.github.jwtsecurity.event.JwtSecurityEvent.PasswordChangeFailed;
import io.github.jwtsecurity.event.JwtSecurityEvent.PasswordChanged;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.event.JwtSecurityEvent.SignedUp;
import io.github.jwtsecurity.event.JwtSecurityEvent.TokenMissing;
import io.github.jwtsecurity.event.JwtSecurityEvent.TokenRefused;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the endpoints for accounts, over HTTP.
 */
class AccountEndpointTests {

	private static final String PASSWORD = "Correct-horse-1";

	private static AccountApplication.Running application;

	private static JsonHttp http;

	private String email;

	@BeforeAll
	static void start() {
		application = AccountApplication.start(TestDatabase.h2(), new Class<?>[] { AllAutoConfigurations.class });
		http = application.http();
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@BeforeEach
	void newEmail() {
		this.email = "User." + UUID.randomUUID() + "@example.com";
		application.events().clear();
	}

	@Test
	void signUpThenTokenResponseAndAccess() {
		Answer answer = signUp();
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.header("Content-Type")).isEqualTo("application/json");
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
		assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("access_token", "token_type", "expires_in",
				"refresh_token", "device_token", "user");
		assertThat(answer.json().path("token_type").asString()).isEqualTo("Bearer");
		assertThat(answer.json().path("expires_in").asInt()).isEqualTo(86400);
		JsonNode user = answer.json().path("user");
		assertThat(user.propertyNames()).containsExactlyInAnyOrder("user_id", "email", "email_verified", "created_at",
				"last_login_at");
		assertThat(UUID.fromString(answer.userId()).version()).isEqualTo(4);
		assertThat(user.path("email").asString()).isEqualTo(this.email);
		assertThat(Instant.parse(user.path("created_at").asString()))
			.isEqualTo(Instant.parse(user.path("last_login_at").asString()));
		Jwt token = application.context().getBean(JwtDecoder.class).decode(answer.token());
		assertThat(token.getHeaders()).containsOnlyKeys("alg", "typ", "kid").containsEntry("alg", "HS256");
		assertThat(token.getClaims())
			.containsOnlyKeys("sub", "user_id", "email", "email_verified", "iat", "exp", "jti", "sid", "auth_time")
			.containsEntry("sub", answer.userId())
			.containsEntry("user_id", answer.userId())
			.containsEntry("email", this.email);
		assertThat(http.get("/api/" + answer.userId() + "/items", answer.bearer()).text())
			.isEqualTo("of " + answer.userId());
		http.get("/api/" + UUID.randomUUID() + "/items", answer.bearer()).refused(403, "not_owner");
	}

	@ParameterizedTest
	@CsvSource({ "USER,EXAMPLE.com", "'  user','example.com '", "user,example.COM" })
	void signUpWhenEmailIsTakenThenConflict(String local, String domain) {
		String own = "-" + UUID.randomUUID();
		assertThat(http.post("/api/auth/signup", credentials("user" + own + "@example.com", PASSWORD)).status())
			.isEqualTo(201);
		http.post("/api/auth/signup", credentials(local + own + "@" + domain, "Other-Password-2"))
			.refused(409, "email_taken");
	}

	@Test
	void signUpWhenMoreFieldsThenTheyChangeNothing() {
		Map<String, Object> body = new LinkedHashMap<>(credentials(this.email, PASSWORD));
		for (String field : List.of("id", "user_id", "userId", "sub", "email_normalized", "password_hash",
				"passwordHash", "scope", "authorities", "created_at")) {
			body.put(field, "mallory");
		}
		body.put("enabled", false);
		body.put("roles", List.of("ADMIN"));
		Answer answer = http.post("/api/auth/signup", body);
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.text()).doesNotContain("mallory");
		assertThat(logIn(PASSWORD).status()).isEqualTo(200);
	}

	@Test
	void signUpWhenPasswordIsWeakThenEveryFailedRule() {
		Answer answer = http.post("/api/auth/signup", credentials(this.email, "short")).refused(400, "weak_password");
		assertThat(errors(answer)).containsExactly("password must have at least 8 characters",
				"password must have an uppercase letter", "password must have a digit");
		assertThat(answer.text()).doesNotContain("short");
	}

	@Test
	void signUpWhenEmailAndPasswordAreBadThenBothAreNamed() {
		Answer answer = http.post("/api/auth/signup", credentials("nobody", "nothing")).refused(400, "invalid_request");
		assertThat(errors(answer)).contains("email must have the form name@example.com",
				"password must have at least 8 characters");
		assertThat(answer.text()).doesNotContain("nobody", "nothing");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a@b", "@example.com", "a@example.com\\nBcc: x@example.com", "a\\u0000@example.com",
			"\\u212Aate@example.com", "a@example..com", "a b@example.com", "a@example.com,b@example.com",
			"<a@example.com>", "a@[127.0.0.1]" })
	void signUpWhenEmailIsInvalidThenRefused(String invalid) {
		Answer answer = http.post("/api/auth/signup",
				"{\"email\":\"" + invalid + "\",\"password\":\"" + PASSWORD + "\"}");
		answer.refused(400, "invalid_request");
		assertThat(errors(answer)).singleElement().asString().startsWith("email must ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "\"text\"", "1", "{", "{}x", "{\"email\":\"a@example.com\"}", "{}",
			"{\"email\":1,\"password\":2}", "{\"email\":null,\"password\":null}", "{\"email\":[\"a\"],\"password\":{}}",
			"{\"email\":\"a@example.com\",\"password\":true}", "{\"email\":\"a@b.de\",\"email\":\"c@d.de\"}",
			"{'email':'a@example.com'}", "{\"email\":\"a@example.com\",\"password\":\"   \"}" })
	void postWhenBodyIsBadThenInvalidRequest(String body) {
		for (String path : List.of("/api/auth/signup", "/api/auth/login")) {
			http.post(path, body).refused(400, "invalid_request");
		}
	}

	@Test
	void postWhenFieldsAreMissingThenEachIsNamed() {
		assertThat(errors(http.post("/api/auth/login", "{\"Email\":\"a@example.com\"}")))
			.containsExactly("email must be a text that is not blank", "password must be a text that is not blank");
	}

	@Test
	void postWhenBodyIsTooLargeThenRefused() {
		String large = "{\"email\":\"" + "a".repeat(16 * 1024) + "\",\"password\":\"x\"}";
		for (String path : List.of("/api/auth/signup", "/api/auth/login")) {
			http.post(path, large).refused(413, "payload_too_large");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/x-www-form-urlencoded", "application/xml", "garbage",
			"application/jsonx", "multipart/form-data" })
	void postWhenNotJsonThenRefused(String type) {
		for (String path : List.of("/api/auth/signup", "/api/auth/login")) {
			http.send("POST", path, BodyPublishers.ofString("{}"), "Content-Type", type)
				.refused(415, "unsupported_media_type");
		}
		http.send("POST", "/api/auth/login", BodyPublishers.ofString("{}")).refused(415, "unsupported_media_type");
	}

	@Test
	void logInThenTokenResponse() {
		Answer signedUp = signUp();
		for (String spelling : List.of(this.email, "  " + this.email.toUpperCase() + " ")) {
			Answer answer = http.post("/api/auth/login", credentials(spelling, PASSWORD));
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.userId()).isEqualTo(signedUp.userId());
			assertThat(answer.json().path("user").path("email").asString()).isEqualTo(this.email);
			assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
			assertThat(Instant.parse(answer.json().path("user").path("last_login_at").asString()))
				.isAfter(Instant.parse(signedUp.json().path("user").path("last_login_at").asString()));
		}
	}

	@Test
	void logInWhenWrongUnknownOrDisabledThenSameAnswer() {
		signUp();
		Answer wrong = logIn("Wrong-password-1").refused(401, "invalid_credentials");
		assertThat(wrong.header("WWW-Authenticate")).isEqualTo("Bearer");
		String known = this.email;
		newEmail();
		Answer unknown = logIn(PASSWORD).refused(401, "invalid_credentials");
		Answer notAnEmail = http.post("/api/auth/login", credentials("nobody", PASSWORD));
		disable(known);
		Answer disabled = http.post("/api/auth/login", credentials(known, PASSWORD));
		for (Answer other : List.of(unknown, notAnEmail, disabled)) {
			assertThat(other.status()).isEqualTo(wrong.status());
			assertThat(other.text()).isEqualTo(wrong.text());
			assertThat(names(other)).isEqualTo(names(wrong));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer x.y.z", "Bearer", "Basic YTpi", "Bearer a b" })
	void signUpAndLogInWhenAuthorizationIsSentThenIgnored(String authorization) {
		assertThat(http.post("/api/auth/signup", credentials(this.email, PASSWORD), "Authorization", authorization)
			.status()).isEqualTo(201);
		assertThat(http.post("/api/auth/login", credentials(this.email, PASSWORD), "Authorization", authorization)
			.status()).isEqualTo(200);
	}

	@Test
	void meThenTheUser() {
		Answer signedUp = signUp();
		Answer me = http.get("/api/auth/me", signedUp.bearer());
		assertThat(me.status()).isEqualTo(200);
		assertThat(me.json()).isEqualTo(signedUp.json().path("user"));
		assertThat(me.header("Cache-Control")).isEqualTo("no-store");
	}

	@Test
	void meWhenNoTokenOrNoAccountThenUnauthorized() {
		http.get("/api/auth/me").refused(401, "token_missing");
		http.get("/api/auth/me", "Authorization", "Bearer x").refused(401, "token_invalid");
		Answer stranger = http.get("/api/auth/me", "Authorization", "Bearer " + TestTokens.validFor("nobody"));
		stranger.refused(401, "token_invalid");
		assertThat(stranger.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
		Answer signedUp = signUp();
		disable(this.email);
		http.get("/api/auth/me", signedUp.bearer()).refused(401, "token_invalid");
	}

	@Test
	void changePasswordThenTheNewOneAlone() {
		Answer signedUp = signUp();
		Answer changed = http.post("/api/auth/password", change(PASSWORD, "Another-horse-2"), signedUp.bearer());
		assertThat(changed.status()).as(changed.text()).isEqualTo(204);
		assertThat(changed.text()).isEmpty();
		logIn(PASSWORD).refused(401, "invalid_credentials");
		assertThat(logIn("Another-horse-2").status()).isEqualTo(200);
		assertThat(types()).containsExactly(SignedUp.class, PasswordChanged.class, LoginFailed.class, LoggedIn.class);
	}

	@Test
	void changePasswordWhenRefusedThenTheOldOneStays() {
		Answer signedUp = signUp();
		http.post("/api/auth/password", change("Wrong-password-1", "Another-horse-2"), signedUp.bearer())
			.refused(401, "invalid_credentials");
		Answer weak = http.post("/api/auth/password", change(PASSWORD, "weak"), signedUp.bearer());
		weak.refused(400, "weak_password");
		assertThat(errors(weak)).contains("new_password must have a digit");
		http.post("/api/auth/password", Map.of("current_password", PASSWORD), signedUp.bearer())
			.refused(400, "invalid_request");
		http.post("/api/auth/password", change(PASSWORD, "Another-horse-2")).refused(401, "token_missing");
		http.post("/api/auth/password", change(PASSWORD, "Another-horse-2"), "Authorization",
				"Bearer " + TestTokens.validFor("nobody"))
			.refused(401, "token_invalid");
		assertThat(logIn(PASSWORD).status()).isEqualTo(200);
		assertThat(types()).containsExactly(SignedUp.class, PasswordChangeFailed.class, TokenMissing.class,
				TokenRefused.class, LoggedIn.class);
	}

	@Test
	void logOutThenNoContentAndTold() {
		Answer signedUp = signUp();
		Answer answer = http.post("/api/auth/logout", "", signedUp.bearer());
		assertThat(answer.status()).isEqualTo(204);
		assertThat(answer.text()).isEmpty();
		http.post("/api/auth/logout", "").refused(401, "token_missing");
		assertThat(types()).containsExactly(SignedUp.class, SessionEnded.class, LoggedOut.class, TokenMissing.class);
	}

	@Test
	void eventsThenTellWhoFromWhere() {
		Answer signedUp = http.post("/api/auth/signup", credentials(this.email, PASSWORD), "User-Agent", "test-agent");
		logIn("Wrong-password-1");
		http.post("/api/auth/login", credentials("x".repeat(5_000), PASSWORD));
		assertThat(application.events()).hasSize(3);
		assertThat(application.events().get(0)).isInstanceOfSatisfying(SignedUp.class, (event) -> {
			assertThat(event.userId()).isEqualTo(signedUp.userId());
			assertThat(event.email()).isEqualTo(this.email);
			assertThat(event.client().userAgent()).isEqualTo("test-agent");
			assertThat(event.client().address()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
		});
		assertThat(application.events().get(1)).isInstanceOfSatisfying(LoginFailed.class, (event) -> {
			assertThat(event.email()).isEqualTo(this.email);
			assertThat(event.reason()).isEqualTo(LoginFailed.Reason.WRONG_PASSWORD);
		});
		assertThat(application.events().get(2)).isInstanceOfSatisfying(LoginFailed.class, (event) -> {
			assertThat(event.email()).hasSize(254);
			assertThat(event.reason()).isEqualTo(LoginFailed.Reason.UNKNOWN_EMAIL);
		});
	}

	@Test
	void requestWhenMethodIsAnotherThenNeedsAToken() {
		http.get("/api/auth/login").refused(401, "token_missing");
		http.get("/api/auth/signup").refused(401, "token_missing");
		http.post("/api/auth/login/", "{}").refused(401, "token_missing");
		http.post("/api/auth/nothing", "{}").refused(401, "token_missing");
	}

	private Answer signUp() {
		return http.post("/api/auth/signup", credentials(this.email, PASSWORD));
	}

	private Answer logIn(String password) {
		return http.post("/api/auth/login", credentials(this.email, password));
	}

	private static Map<String, String> credentials(String email, String password) {
		return Map.of("email", email, "password", password);
	}

	private static Map<String, String> change(String currentPassword, String newPassword) {
		return Map.of("current_password", currentPassword, "new_password", newPassword);
	}

	private static List<String> errors(Answer answer) {
		return StreamSupport.stream(answer.json().path("errors").spliterator(), false)
			.map((error) -> error.path("field").asString() + " " + error.path("message").asString())
			.toList();
	}

	private static List<String> names(Answer answer) {
		return answer.response().headers().map().keySet().stream().sorted().toList();
	}

	private static List<Class<?>> types() {
		return application.events().stream().<Class<?>>map(JwtSecurityEvent::getClass).toList();
	}

	private static void disable(String email) {
		application.context()
			.getBean(JdbcClient.class)
			.sql("UPDATE jwt_security_user SET enabled = FALSE WHERE email = :email")
			.param("email", email)
			.update();
	}

}
