package io.github.jwtsecurity.endpoint;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.event.JwtSecurityEvent.TokenMissing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Headers with bytes above 0x7F at the account endpoints. A header that is only recorded
 * does not cause a refusal.
 */
class HeaderBytesTests {

	private static final String EMAIL = "alice@example.com";

	private static final String PASSWORD = "Correct-horse-1";

	private static final JsonMapper MAPPER = new JsonMapper();

	private static AccountApplication.Running application;

	private static JsonHttp http;

	private static RawHttp raw;

	private static Answer signedUp;

	@BeforeAll
	static void start() {
		application = AccountApplication.start(TestDatabase.h2(), new Class<?>[] { Reports.class });
		http = application.http();
		raw = new RawHttp(application.port());
		signedUp = http.post("/api/auth/signup", Map.of("email", EMAIL, "password", PASSWORD));
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u00dcber/1", "\u0411\u0440\u0430\u0443\u0437\u0435\u0440/2", "\u6d4f\u89c8\u5668",
			"\ud83d\ude00/4", "\u00c3\u009c/5" })
	void logInWhenUserAgentIsUtf8ThenSessionShowsIt(String userAgent) {
		String shown = userAgent.replace('\u009c', '?');
		JsonNode tokens = logIn("User-Agent: " + RawHttp.utf8(userAgent));
		assertThat(userAgent(tokens)).isEqualTo(shown);
		Response refreshed = raw.post("/api/auth/refresh",
				"{\"refresh_token\":\"" + tokens.path("refresh_token").asString() + "\"}",
				"User-Agent: refreshed by " + RawHttp.utf8(userAgent));
		assertThat(refreshed.status()).isEqualTo(200);
		assertThat(userAgent(tokens)).isEqualTo("refreshed by " + shown);
	}

	@Test
	void logInWhenUserAgentIsIso88591ThenSessionShowsIt() {
		assertThat(userAgent(logIn("User-Agent: \u00dcber/1"))).isEqualTo("\u00dcber/1");
	}

	@Test
	void logInWhenNoUserAgentThenSessionHasNone() {
		assertThat(userAgent(logIn())).isNull();
	}

	@Test
	void logInWhenUserAgentHasControlOrFormatCharactersThenReplaced() {
		String controls = IntStream.rangeClosed(0x80, 0x9f)
			.mapToObj(Character::toString)
			.collect(Collectors.joining(" ", "a ", " b"));
		assertThat(userAgent(logIn("User-Agent: " + controls))).isEqualTo("a " + "? ".repeat(32) + "b");
		String formats = "a \u0085 \u2028 \u2029 \u202e \u200b b";
		assertThat(userAgent(logIn("User-Agent: " + RawHttp.utf8(formats)))).isEqualTo("a ? ? ? ? ? b");
	}

	@Test
	void refusalWhenUserAgentIsUtf8ThenEventHasIt() {
		application.events().clear();
		assertThat(raw.get("/api/alice/items", "User-Agent: " + RawHttp.utf8("\u00dcber/1")).status()).isEqualTo(401);
		assertThat(application.events()).singleElement()
			.isInstanceOf(TokenMissing.class)
			.returns("\u00dcber/1", (event) -> event.client().userAgent());
	}

	@ParameterizedTest
	@ValueSource(strings = { "Accept", "Accept-Encoding", "Accept-Language", "Cookie", "Forwarded", "If-None-Match",
			"Origin", "Range", "Referer", "Sec-Fetch-Site", "User-Agent", "X-Forwarded-For", "X-HTTP-Method-Override",
			"X-Requested-With", "X-XSRF-TOKEN" })
	void requestWhenHeaderHasAnyBytesThenAnswerIsTheSame(String name) {
		String header = name + ": text/html\u0080\u0085\u0090, */*\u009f";
		raw.post("/api/auth/login", credentials("wrong"), header).refused(401, "invalid_credentials");
		raw.post("/api/auth/login", "{}", header).refused(400, "invalid_request");
		raw.post("/api/auth/signup", credentials(PASSWORD), header).refused(409, "email_taken");
		raw.post("/api/auth/refresh", "{\"refresh_token\":\"x\"}", header).refused(401, "invalid_refresh_token");
		raw.post("/api/auth/logout", "{\"refresh_token\":\"x\"}", header).refused(401, "invalid_refresh_token");
		raw.get("/api/auth/sessions", header).refused(401, "token_missing");
		raw.send("DELETE", "/api/auth/sessions/" + UUID.randomUUID(), header, bearer()).refused(404, "not_found");
		assertThat(raw.get("/api/auth/me", header, bearer()).status()).isEqualTo(200);
		assertThat(raw.get("/api/auth/sessions", header, bearer()).status()).isEqualTo(200);
	}

	@Test
	void logOutWhenAuthorizationHasControlCharactersThenTokenInvalid() {
		raw.post("/api/auth/logout", "{}", bearer() + "\u0080").refused(401, "token_invalid");
	}

	@Test
	void getWhenPathIsTheApplicationsThenFirewallRefusesAsBefore() {
		assertThat(raw.send("DELETE", "/reports/1/2/3", "Accept: \u0080", bearer()).status()).isEqualTo(400);
		assertThat(raw.send("DELETE", "/reports/1/2/3", "Accept: */*", bearer()).status()).isEqualTo(200);
	}

	private static JsonNode logIn(String... headers) {
		Response response = raw.post("/api/auth/login", credentials(PASSWORD), headers);
		assertThat(response.status()).as(response.body()).isEqualTo(200);
		return MAPPER.readTree(response.body());
	}

	private static String credentials(String password) {
		return "{\"email\":\"" + EMAIL + "\",\"password\":\"" + password + "\"}";
	}

	private static String bearer() {
		return "Authorization: Bearer " + signedUp.token();
	}

	/**
	 * Returns the user agent of the session of these tokens.
	 */
	private static String userAgent(JsonNode tokens) {
		return http.get("/api/auth/sessions", "Authorization", "Bearer " + tokens.path("access_token").asString())
			.json()
			.path("sessions")
			.values()
			.stream()
			.filter((session) -> session.path("current").asBoolean())
			.findFirst()
			.orElseThrow()
			.path("user_agent")
			.stringValue(null);
	}

	/**
	 * A controller with a pattern that makes Spring MVC read the Accept header for other
	 * paths.
	 */
	@RestController
	static class Reports {

		@DeleteMapping(path = "/{kind}/{year}/{month}/{day}", produces = MediaType.TEXT_PLAIN_VALUE)
		String delete(@PathVariable("kind") String kind) {
			return kind;
		}

	}

}
