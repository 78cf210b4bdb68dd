package io.github.jwtsecurity.endpoint;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoggedOut;
import io.github.jwtsecurity.event.JwtSecurityEvent.RefreshTokenReused;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionRefreshed;
import io.github.jwtsecurity.event.JwtSecurityEvent.SignedUp;
import io.github.jwtsecurity.event.JwtSecurityEvent.TokenRefused;
import io.github.jwtsecurity.token.AccessTokenIssuer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for refresh, logout and the list of sessions, over HTTP and with tokens in
 * headers.
 */
class SessionEndpointTests {

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
		this.email = UUID.randomUUID() + "@example.com";
		application.events().clear();
	}

	@Test
	void refreshThenNewTokensOfTheSameSession() {
		Answer signedUp = signUp();
		Answer refreshed = refresh(signedUp.refreshToken());
		assertThat(refreshed.status()).isEqualTo(200);
		assertThat(refreshed.header("Cache-Control")).isEqualTo("no-store");
		assertThat(refreshed.header("Set-Cookie")).isEmpty();
		assertThat(refreshed.json().propertyNames()).containsExactly("access_token", "token_type", "expires_in",
				"refresh_token", "user");
		assertThat(refreshed.json().path("user")).isEqualTo(signedUp.json().path("user"));
		assertThat(refreshed.refreshToken()).isNotEqualTo(signedUp.refreshToken());
		assertThat(sessionOf(refreshed)).isEqualTo(sessionOf(signedUp));
		assertThat(decode(refreshed).getId()).isNotEqualTo(decode(signedUp).getId());
		assertIn(signedUp);
		assertIn(refreshed);
		assertThat(types()).containsExactly(SignedUp.class, SessionRefreshed.class);
	}

	@Test
	void refreshWhenAnswerWasLostThenTheSameSuccessor() {
		Answer signedUp = signUp();
		Answer lost = refresh(signedUp.refreshToken());
		Answer again = refresh(signedUp.refreshToken());
		assertThat(again.status()).isEqualTo(200);
		assertThat(again.refreshToken()).isEqualTo(lost.refreshToken());
		assertThat(refresh(again.refreshToken()).status()).isEqualTo(200);
	}

	@Test
	void refreshWhenOldestOfThreeRotationsIsReplayedThenAllAreDead() {
		Answer first = signUp();
		Answer second = refresh(first.refreshToken());
		Answer third = refresh(second.refreshToken());
		Answer fourth = refresh(third.refreshToken());
		assertIn(fourth);
		refresh(first.refreshToken()).refused(401, "invalid_refresh_token");
		for (Answer answer : List.of(first, second, third, fourth)) {
			refresh(answer.refreshToken()).refused(401, "invalid_refresh_token");
			assertOut(answer);
		}
		assertThat(types().stream().filter((type) -> type != TokenRefused.class)).endsWith(RefreshTokenReused.class,
				SessionEnded.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "\u0000", "ü", "00000000-0000-0000-0000-000000000000" })
	void refreshWhenJunkThenRefusedAlike(String token) {
		Answer refused = refresh(token).refused(401, "invalid_refresh_token");
		assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
	}

	@Test
	void refreshWhenTokenIsAnAccessTokenThenRefusedAndTheOtherWayRound() {
		Answer signedUp = signUp();
		refresh(signedUp.token()).refused(401, "invalid_refresh_token");
		http.get("/api/auth/me", "Authorization", "Bearer " + signedUp.refreshToken()).refused(401, "token_invalid");
		assertIn(signedUp);
	}

	@Test
	void refreshWhenJunkAroundAKnownSessionThenItLives() {
		Answer signedUp = signUp();
		String token = signedUp.refreshToken();
		String allButTheLast = token.substring(0, token.length() - 1);
		for (String junk : List.of(token.substring(1) + "A", allButTheLast + (token.endsWith("A") ? "B" : "A"),
				"A".repeat(30) + token.substring(30), token + "A")) {
			refresh(junk).refused(401, "invalid_refresh_token");
			http.post("/api/auth/logout", Map.of("refresh_token", junk)).refused(401, "invalid_refresh_token");
		}
		assertIn(signedUp);
		assertThat(refresh(token).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"refresh_token\":1}", "{\"refresh_token\":null}", "{\"refresh_token\":\" \"}",
			"{\"refresh_token\":[\"x\"]}" })
	void refreshWhenFieldIsNoTextThenNamed(String body) {
		Answer refused = http.post("/api/auth/refresh", body).refused(400, "invalid_request");
		assertThat(refused.json().path("errors").path(0).path("field").asString()).isEqualTo("refresh_token");
	}

	@Test
	void refreshWhenBodyIsUnusableThenRefused() {
		http.post("/api/auth/refresh", "").refused(400, "invalid_request");
		http.post("/api/auth/refresh", " ".repeat(16_385)).refused(413, "payload_too_large");
		http.send("POST", "/api/auth/refresh", BodyPublishers.noBody()).refused(415, "unsupported_media_type");
	}

	@Test
	void refreshWhenBadAccessTokenComesAlongThenNotLookedAt() {
		Answer signedUp = signUp();
		assertThat(http
			.post("/api/auth/refresh", Map.of("refresh_token", signedUp.refreshToken()), "Authorization", "Bearer x")
			.status()).isEqualTo(200);
	}

	@Test
	void logOutThenBothTokensAreDeadAndOtherDevicesAreNot() {
		Answer signedUp = signUp();
		Answer other = logIn();
		application.events().clear();
		Answer answer = http.post("/api/auth/logout", "", signedUp.bearer());
		assertThat(answer.status()).isEqualTo(204);
		assertThat(answer.text()).isEmpty();
		assertOut(signedUp);
		refresh(signedUp.refreshToken()).refused(401, "invalid_refresh_token");
		http.post("/api/auth/logout", "", signedUp.bearer()).refused(401, "token_invalid");
		assertIn(other);
		assertThat(refresh(other.refreshToken()).status()).isEqualTo(200);
		assertThat(types()).containsExactly(SessionEnded.class, LoggedOut.class, TokenRefused.class, TokenRefused.class,
				TokenRefused.class, SessionRefreshed.class);
	}

	@Test
	void logOutWhenOnlyTheRefreshTokenIsGoodThenLoggedOut() {
		Answer signedUp = signUp();
		assertThat(http
			.post("/api/auth/logout", Map.of("refresh_token", signedUp.refreshToken()), "Authorization", "Bearer x")
			.status()).isEqualTo(204);
		assertOut(signedUp);
		Answer loggedIn = logIn();
		assertThat(http.post("/api/auth/logout", Map.of("refresh_token", loggedIn.refreshToken())).status())
			.isEqualTo(204);
		assertOut(loggedIn);
	}

	@Test
	void logOutWhenNothingIsGoodThenRefused() {
		http.post("/api/auth/logout", "").refused(401, "token_missing");
		http.post("/api/auth/logout", "{}").refused(401, "token_missing");
		http.send("POST", "/api/auth/logout", BodyPublishers.noBody()).refused(401, "token_missing");
		http.post("/api/auth/logout", "", "Authorization", "Bearer x").refused(401, "token_invalid");
		http.post("/api/auth/logout", Map.of("refresh_token", "x")).refused(401, "invalid_refresh_token");
		Map<String, Object> expired = TestTokens.claims("alice");
		expired.put("iat", 1_000_000_000);
		expired.put("exp", 1_000_000_060);
		http.post("/api/auth/logout", "", "Authorization", "Bearer " + TestTokens.sign(expired))
			.refused(401, "token_expired");
	}

	@Test
	void logOutWhenBodyIsUnusableThenRefusedAndNothingEnds() {
		Answer signedUp = signUp();
		http.post("/api/auth/logout", "[]", signedUp.bearer()).refused(400, "invalid_request");
		http.post("/api/auth/logout", Map.of("refresh_token", 1), signedUp.bearer()).refused(400, "invalid_request");
		http.send("POST", "/api/auth/logout", BodyPublishers.ofString("a=b"), signedUp.bearer())
			.refused(415, "unsupported_media_type");
		assertIn(signedUp);
	}

	@Test
	void logOutWhenTokenHasNoSessionThenItAloneIsDead() {
		AccessTokenIssuer issuer = application.context().getBean(AccessTokenIssuer.class);
		String[] first = bearer(issuer.issue("machine", "machine@example.com", Duration.ofHours(1)).getTokenValue());
		String[] second = bearer(issuer.issue("machine", "machine@example.com", Duration.ofHours(1)).getTokenValue());
		assertThat(http.post("/api/auth/logout", "", first).status()).isEqualTo(204);
		http.get("/api/machine/items", first).refused(401, "token_invalid");
		assertThat(http.get("/api/machine/items", second).status()).isEqualTo(200);
	}

	@Test
	void logOutWhenTokenIsOfSomebodyElseThenItIsNotTouched() {
		String[] foreign = bearer(TestTokens.validFor("alice"));
		assertThat(http.post("/api/auth/logout", "", foreign).status()).isEqualTo(204);
		assertThat(http.get("/api/alice/items", foreign).status()).isEqualTo(200);
		assertThat(application.context()
			.getBean(JdbcClient.class)
			.sql("SELECT COUNT(*) FROM jwt_security_session WHERE user_id = 'alice'")
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void listThenTheUsersOwnSessionsOnly() {
		Answer first = http.post("/api/auth/signup", credentials(), "User-Agent", "phone");
		Answer second = http.post("/api/auth/login", credentials(), "User-Agent", "laptop");
		this.email = UUID.randomUUID() + "@example.com";
		signUp();
		Answer answer = http.get("/api/auth/sessions", second.bearer());
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
		JsonNode sessions = answer.json().path("sessions");
		assertThat(sessions).hasSize(2);
		assertThat(sessions.findValuesAsString("id")).containsExactlyInAnyOrder(sessionOf(first), sessionOf(second));
		sessions.forEach((session) -> {
			assertThat(session.propertyNames()).containsExactly("id", "created_at", "last_used_at", "expires_at",
					"user_agent", "address", "current");
			boolean current = session.path("id").asString().equals(sessionOf(second));
			assertThat(session.path("current").asBoolean()).isEqualTo(current);
			assertThat(session.path("user_agent").asString()).isEqualTo(current ? "laptop" : "phone");
			assertThat(session.path("address").asString()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
		});
		http.get("/api/auth/sessions").refused(401, "token_missing");
	}

	@Test
	void deleteThenThatSessionEnds() {
		Answer first = signUp();
		Answer second = logIn();
		assertThat(delete("/" + sessionOf(first), second).status()).isEqualTo(204);
		assertOut(first);
		assertIn(second);
		delete("/" + sessionOf(first), second).refused(404, "not_found");
		assertThat(delete("/" + sessionOf(second), second).status()).isEqualTo(204);
		assertOut(second);
	}

	@Test
	void deleteWhenSomebodyElsesThenNotFoundLikeAnUnknownOne() {
		Answer alice = signUp();
		this.email = UUID.randomUUID() + "@example.com";
		Answer bob = signUp();
		String others = delete("/" + sessionOf(alice), bob).refused(404, "not_found").text();
		String unknown = UUID.randomUUID().toString();
		assertThat(delete("/" + unknown, bob).refused(404, "not_found").text())
			.isEqualTo(others.replace(sessionOf(alice), unknown));
		delete("/x%20y", bob).refused(404, "not_found");
		assertIn(alice);
	}

	@Test
	void deleteAllThenEveryDeviceIsOut() {
		Answer first = signUp();
		Answer second = logIn();
		assertThat(delete("", second).status()).isEqualTo(204);
		for (Answer answer : List.of(first, second)) {
			assertOut(answer);
			refresh(answer.refreshToken()).refused(401, "invalid_refresh_token");
		}
	}

	@Test
	void changePasswordThenOtherSessionsEnd() {
		Answer first = signUp();
		Answer second = logIn();
		assertThat(http
			.post("/api/auth/password", Map.of("current_password", PASSWORD, "new_password", "Another-horse-2"),
					second.bearer())
			.status()).isEqualTo(204);
		assertOut(first);
		refresh(first.refreshToken()).refused(401, "invalid_refresh_token");
		assertIn(second);
		assertThat(refresh(second.refreshToken()).status()).isEqualTo(200);
	}

	@Test
	void disableThenTheUserIsOut() {
		Answer signedUp = signUp();
		application.context().getBean(AccountService.class).disable(signedUp.userId(), Client.UNKNOWN);
		assertOut(signedUp);
		refresh(signedUp.refreshToken()).refused(401, "invalid_refresh_token");
		http.post("/api/auth/login", credentials()).refused(401, "invalid_credentials");
	}

	private Answer signUp() {
		return http.post("/api/auth/signup", credentials());
	}

	private Answer logIn() {
		return http.post("/api/auth/login", credentials());
	}

	private Map<String, String> credentials() {
		return Map.of("email", this.email, "password", PASSWORD);
	}

	private static Answer refresh(String token) {
		return http.post("/api/auth/refresh", Map.of("refresh_token", token));
	}

	private static Answer delete(String path, Answer who) {
		return http.send("DELETE", "/api/auth/sessions" + path, BodyPublishers.noBody(), who.bearer());
	}

	private static String[] bearer(String token) {
		return new String[] { "Authorization", "Bearer " + token };
	}

	private static Jwt decode(Answer answer) {
		return application.context().getBean(JwtDecoder.class).decode(answer.token());
	}

	private static String sessionOf(Answer answer) {
		return TestTokens.payload(answer.token()).path("sid").asString();
	}

	private static void assertIn(Answer answer) {
		assertThat(http.get("/api/" + answer.userId() + "/items", answer.bearer()).status()).isEqualTo(200);
	}

	private static void assertOut(Answer answer) {
		http.get("/api/" + answer.userId() + "/items", answer.bearer()).refused(401, "token_invalid");
	}

	private static List<Class<?>> types() {
		return application.events().stream().<Class<?>>map(Object::getClass).toList();
	}

}
