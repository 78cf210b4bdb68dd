package io.github.jwtsecurity.docs;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.PropertyMetadata;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples, tables and claims of {@code docs/sessions.md}.
 */
class SessionDocumentationTests {

	private static final Page PAGE = Page.of("docs/sessions.md");

	private static final String COOKIES = "jwt-security.cookie.enabled=true";

	@Test
	void answersAreAsShown() {
		List<JsonNode> shown = PAGE.json();
		try (NoteServer server = start(NoteRoutes.class, "jwt-security.accounts.access-token-lifetime=15m")) {
			Answer refreshed = refresh(server, signUp(server).refreshToken());
			assertThat(names(refreshed.json())).isEqualTo(names(shown.get(0)));
			assertThat(names(refreshed.json().path("user"))).isEqualTo(names(shown.get(0).path("user")));
			assertThat(refreshed.json().path("expires_in")).isEqualTo(shown.get(0).path("expires_in"));
			JsonNode sessions = sessions(server, refreshed);
			assertThat(sessions.propertyNames()).containsExactlyElementsOf(shown.get(1).propertyNames());
			assertThat(names(sessions.at("/sessions/0"))).isEqualTo(names(shown.get(1).at("/sessions/0")));
			assertThat(sessions.at("/sessions/0/current").asBoolean()).isTrue();
		}
	}

	@Test
	void lifetimesHaveTheDefaultsOfTheCode() {
		Map<String, String> defaults = PropertyMetadata.read()
			.stream()
			.collect(Collectors.toMap(PropertyMetadata::name, PropertyMetadata::defaultValue));
		assertThat(PAGE.table("property")).hasSizeGreaterThan(12)
			.allSatisfy((row) -> assertThat(defaults).containsEntry("jwt-security." + row.get(0), row.get(1)));
	}

	@Test
	void endpointsAreThoseOfTheDescription() {
		assertThat(PAGE.rows()).extracting((row) -> row.get(0) + " " + row.get(2))
			.filteredOn((cells) -> cells.matches("(GET|POST|DELETE) /\\S* \\d.*"))
			.extracting((cells) -> cells.replaceAll(" \\d.*", ""))
			.containsExactlyInAnyOrderElementsOf(OpenApi.read("docs/openapi.yaml")
				.operations()
				.stream()
				.filter((operation) -> operation.part().node().at("/tags/0").asString().equals("sessions"))
				.map(Object::toString)
				.toList());
	}

	/**
	 * Repeats the steps of the diagram.
	 */
	@Test
	void tokenThatWasUsedBeforeEndsTheSession() {
		try (NoteServer server = start(ReuseAlarm.class)) {
			Answer first = signUp(server);
			String second = refresh(server, first.refreshToken()).refreshToken();
			String third = refresh(server, second).refreshToken();
			assertThat(refresh(server, second).refreshToken()).isEqualTo(third).isNotEqualTo(second);
			refresh(server, "junk" + third.substring(4)).refused(401, "invalid_refresh_token");
			assertThat(server.bean(ReuseAlarm.class).alarms()).isEmpty();
			refresh(server, first.refreshToken()).refused(401, "invalid_refresh_token");
			refresh(server, third).refused(401, "invalid_refresh_token");
			server.json().get("/api/auth/me", first.bearer()).refused(401, "token_invalid");
			assertThat(server.bean(ReuseAlarm.class).alarms()).containsExactly(first.userId());
		}
	}

	@Test
	void sessionsEndAsDocumented() {
		try (NoteServer server = start(Doorkeeper.class)) {
			Answer here = signUp(server);
			Answer there = logIn(server, here);
			JsonNode listed = sessions(server, here);
			assertThat(listed.path("sessions")).hasSize(2);
			server.json()
				.post("/api/auth/password",
						Map.of("current_password", "Correct-horse-1", "new_password", "Correct-horse-1"),
						here.bearer());
			assertThat(sessions(server, here).path("sessions")).hasSize(1);
			Answer refused = server.json().get("/api/auth/me", there.bearer()).refused(401, "token_invalid");
			assertThat(Page.of("docs/verification.md").rows()).extracting((row) -> row.get(0) + ".")
				.contains(refused.json().path("detail").asString());
			assertThat(server.bean(Doorkeeper.class).logOutEverywhere(here.userId())).isEqualTo(1);
			server.json().get("/api/auth/me", here.bearer()).refused(401, "token_invalid");
			Answer again = logIn(server, here);
			assertThat(server.bean(Doorkeeper.class).shutOut(here.userId())).isTrue();
			server.json().get("/api/" + here.userId() + "/notes", again.bearer()).refused(401, "token_invalid");
			refresh(server, again.refreshToken()).refused(401, "invalid_refresh_token");
		}
	}

	@Test
	void sqlAloneDoesNotStopAccessTokensUntilTheNextRefresh() {
		try (NoteServer server = start(NoteRoutes.class)) {
			Answer user = signUp(server);
			String notes = "/api/" + user.userId() + "/notes";
			server.bean(JdbcClient.class).sql("UPDATE jwt_security_user SET enabled = FALSE").update();
			assertThat(server.json().get(notes, user.bearer()).status()).isEqualTo(200);
			server.json().get("/api/auth/me", user.bearer()).refused(401, "token_invalid");
			refresh(server, user.refreshToken()).refused(401, "invalid_refresh_token");
			server.json().get(notes, user.bearer()).refused(401, "token_invalid");
		}
	}

	@Test
	void tokenWithoutSessionIsRevokedAloneByLogout() {
		try (NoteServer server = start(TokenDesk.class)) {
			Answer user = signUp(server);
			String[] one = bearer(server.bean(TokenDesk.class).tokenFor(user.userId(), "alice@example.com"));
			String[] other = bearer(server.bean(TokenDesk.class).tokenFor(user.userId(), "alice@example.com"));
			assertThat(server.json().post("/api/auth/logout", "{}", one).status()).isEqualTo(204);
			server.json().get("/api/auth/me", one).refused(401, "token_invalid");
			assertThat(server.json().get("/api/auth/me", other).status()).isEqualTo(200);
			assertThat(sessions(server, user).path("sessions")).hasSize(1);
		}
	}

	@Test
	void renewalIsInTheHeader() {
		try (NoteServer server = start(NoteRoutes.class, "jwt-security.accounts.access-token-lifetime=15m",
				"jwt-security.sessions.sliding.enabled=true", "jwt-security.sessions.sliding.threshold=15m")) {
			Answer user = signUp(server);
			Answer[] answer = new Answer[1];
			Awaitility.await().until(() -> {
				answer[0] = server.json().get("/api/auth/me", user.bearer());
				return !answer[0].header("X-Access-Token").isEmpty();
			});
			String renewed = answer[0].header("X-Access-Token");
			assertThat(server.json().get("/api/auth/me", bearer(renewed)).status()).isEqualTo(200);
			assertThat(server.json().get("/api/auth/me", user.bearer()).status()).isEqualTo(200);
		}
	}

	@Test
	void cookiesAreAsDocumented() {
		List<List<String>> documented = PAGE.rows()
			.stream()
			.filter((row) -> row.size() > 1 && row.get(1).startsWith("Path="))
			.map((row) -> row.subList(0, 2))
			.toList();
		assertThat(documented).hasSize(4);
		try (NoteServer server = start(NoteRoutes.class, COOKIES)) {
			Answer user = signUp(server);
			assertThat(cookies(user)).containsExactlyInAnyOrderElementsOf(documented);
			assertThat(user.header("X-XSRF-TOKEN")).isNotEmpty();
			assertThat(user.json().propertyNames()).doesNotContain("access_token", "refresh_token", "device_token");
			Answer loggedOut = server.json().post("/api/auth/logout", "{").refused(400, "invalid_request");
			assertThat(cookies(loggedOut)).containsExactlyInAnyOrderElementsOf(
					documented.stream().filter((row) -> !row.get(0).endsWith("device_token")).toList());
			assertThat(loggedOut.response().headers().allValues("Set-Cookie"))
				.allSatisfy((cookie) -> assertThat(cookie).contains("=; ", "Max-Age=0"));
			server.json().post("/api/auth/logout", "{}", "Origin", "https://other.example").refused(403, "csrf");
		}
	}

	@Test
	void cookiesHaveTheNamesOfTheConfiguration() {
		try (NoteServer server = start(NoteRoutes.class, COOKIES, "jwt-security.cookie.secure=false")) {
			assertThat(cookies(signUp(server))).extracting((cookie) -> cookie.get(0))
				.containsExactlyInAnyOrder("access_token", "refresh_token", "XSRF-TOKEN", "device_token");
		}
		try (NoteServer server = start(NoteRoutes.class, COOKIES, "jwt-security.cookie.prefix=shop-")) {
			assertThat(cookies(signUp(server))).extracting((cookie) -> cookie.get(0))
				.containsExactlyInAnyOrder("__Host-shop-access_token", "__Host-shop-refresh_token",
						"__Host-shop-XSRF-TOKEN", "__Host-shop-device_token");
		}
		try (NoteServer server = start(NoteRoutes.class, COOKIES, "jwt-security.cookie.refresh-only=true")) {
			assertThat(cookies(signUp(server))).extracting((cookie) -> cookie.get(0))
				.containsExactlyInAnyOrder("__Host-refresh_token", "__Host-XSRF-TOKEN", "__Host-device_token");
		}
	}

	@Test
	void reasonsAndEventsAreDocumented() {
		assertThat(PAGE.rows().stream().filter((row) -> row.size() > 2).map((row) -> row.get(2)))
			.containsAll(Arrays.stream(SessionEnded.Reason.values()).map(Enum::name).toList());
		String pages = PAGE.text() + Page.of("docs/accounts.md").text() + Page.of("docs/audit.md").text();
		assertThat(JwtSecurityEvent.class.getPermittedSubclasses()).extracting(Class::getSimpleName)
			.allSatisfy((event) -> assertThat(pages).contains("`" + event + "`"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "docs/accounts.md", "docs/sessions.md" })
	void beansThatCanBeReplacedAreThere(String page) {
		try (NoteServer server = start(NoteRoutes.class, "jwt-security.accounts.admin-authorities=SCOPE_admin",
				"jwt-security.mail.console=true", "jwt-security.mail.base-url=https://app.example")) {
			List<String> names = Stream.of(Page.of(page).text().split("`"))
				.filter((text) -> text.matches("jwtSecurity\\w+Endpoint"))
				.toList();
			assertThat(names).isNotEmpty()
				.allSatisfy((name) -> assertThat(server.bean(name, Object.class)).isNotNull());
		}
	}

	private static NoteServer start(Class<?> example, String... properties) {
		return NoteServer.startWithAccounts(example, properties);
	}

	private static Answer signUp(NoteServer server) {
		return server.json()
			.post("/api/auth/signup",
					Map.of("email", UUID.randomUUID() + "@example.com", "password", "Correct-horse-1"));
	}

	private static Answer logIn(NoteServer server, Answer user) {
		return server.json()
			.post("/api/auth/login",
					Map.of("email", user.json().at("/user/email").asString(), "password", "Correct-horse-1"));
	}

	private static Answer refresh(NoteServer server, String refreshToken) {
		return server.json().post("/api/auth/refresh", Map.of("refresh_token", refreshToken));
	}

	private static JsonNode sessions(NoteServer server, Answer user) {
		return server.json().get("/api/auth/sessions", user.bearer()).json();
	}

	private static List<String> names(JsonNode object) {
		return List.copyOf(object.propertyNames());
	}

	private static String[] bearer(String token) {
		return new String[] { "Authorization", "Bearer " + token };
	}

	/**
	 * Returns the names and attributes of the cookies that are set, without their
	 * lifetime.
	 */
	private static List<List<String>> cookies(Answer answer) {
		return answer.response()
			.headers()
			.allValues("Set-Cookie")
			.stream()
			.map((cookie) -> List.of(cookie.substring(0, cookie.indexOf('=')),
					cookie.substring(cookie.indexOf(';') + 2).replaceAll("(Max-Age|Expires)=[^;]*; ", "")))
			.toList();
	}

}
