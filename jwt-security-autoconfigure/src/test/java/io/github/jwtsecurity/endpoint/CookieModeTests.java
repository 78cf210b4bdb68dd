package io.github.jwtsecurity.endpoint;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.LogText;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for tokens in cookies, as a browser sends them.
 */
@ExtendWith(OutputCaptureExtension.class)
class CookieModeTests {

	private static final String ACCESS = "__Host-access_token";

	private static final String REFRESH = "__Host-refresh_token";

	private static final String CSRF = "__Host-XSRF-TOKEN";

	private static final String DEVICE = "__Host-device_token";

	private static final String[] NOTHING = {};

	private static AccountApplication.Running application;

	private static JsonHttp http;

	@BeforeAll
	static void start() {
		application = AccountApplication.start(TestDatabase.h2(), "jwt-security.cookie.enabled=true",
				"jwt-security.web.permit-all=GET /public");
		http = application.http();
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void signUpAndLogInThenCookiesAsTheContractHasThem() {
		Map<String, String> credentials = newCredentials();
		for (String path : List.of("/api/auth/signup", "/api/auth/login")) {
			Answer answer = http.post(path, credentials);
			Browser browser = Browser.of(answer);
			assertThat(setCookies(answer)).containsExactly(
					ACCESS + "=" + browser.token()
							+ "; Path=/; Max-Age=86400; Expires=*; Secure; HttpOnly; SameSite=Strict",
					REFRESH + "=" + browser.refreshToken()
							+ "; Path=/; Max-Age=*; Expires=*; Secure; HttpOnly; SameSite=Strict",
					CSRF + "=" + answer.header("X-XSRF-TOKEN")
							+ "; Path=/; Max-Age=*; Expires=*; Secure; SameSite=Strict",
					DEVICE + "=*; Path=/; Max-Age=15552000; Expires=*; Secure; HttpOnly; SameSite=Strict");
			assertThat(answer.json().propertyNames()).containsExactly("token_type", "expires_in", "user");
		}
	}

	@Test
	void signUpAndLogInWhenDeliveryIsBodyThenNoCookies() {
		Map<String, String> credentials = withDelivery("body");
		for (String path : List.of("/api/auth/signup", "/api/auth/login")) {
			Answer answer = http.post(path, credentials);
			assertThat(setCookies(answer)).isEmpty();
			assertThat(answer.header("X-XSRF-TOKEN")).isEmpty();
			assertThat(answer.json().path("device_token").asString()).isNotEmpty();
			assertThat(http.get("/api/auth/me", answer.bearer()).status()).isEqualTo(200);
			assertThat(http.post("/api/auth/refresh", Map.of("refresh_token", answer.refreshToken())).status())
				.isEqualTo(200);
		}
	}

	@Test
	void signUpAndLogInWhenDeliveryIsCookieOrNullThenCookies() {
		Map<String, String> credentials = withDelivery("cookie");
		assertThat(setCookies(http.post("/api/auth/signup", credentials))).hasSize(4);
		assertThat(setCookies(http.post("/api/auth/login", credentials))).hasSize(4);
		String email = credentials.get("email");
		Answer answer = http.post("/api/auth/login",
				"{\"email\":\"" + email + "\",\"password\":\"" + credentials.get("password") + "\",\"delivery\":null}");
		assertThat(setCookies(answer)).hasSize(4);
	}

	@Test
	void defaultDeliveryWhenBodyThenCookiesOnRequestOnly() {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(),
				"jwt-security.cookie.enabled=true", "jwt-security.cookie.default-delivery=body")) {
			Map<String, String> credentials = newCredentials();
			for (String path : List.of("/api/auth/signup", "/api/auth/login")) {
				Answer answer = running.http().post(path, credentials);
				assertThat(answer.json().propertyNames()).contains("access_token", "refresh_token", "device_token");
				assertThat(setCookies(answer)).isEmpty();
				Answer refreshed = running.http()
					.post("/api/auth/refresh", Map.of("refresh_token", answer.refreshToken()));
				assertThat(refreshed.refreshToken()).isNotEmpty();
				assertThat(setCookies(refreshed)).isEmpty();
			}
			Map<String, String> page = withDelivery("cookie");
			for (String path : List.of("/api/auth/signup", "/api/auth/login")) {
				Answer answer = running.http().post(path, page);
				assertThat(answer.json().propertyNames()).containsExactly("token_type", "expires_in", "user");
				assertThat(setCookies(answer)).hasSize(4);
				Answer refreshed = running.http()
					.send("POST", "/api/auth/refresh", BodyPublishers.noBody(), "Cookie",
							REFRESH + "=" + Browser.of(answer).refreshToken(), "X-XSRF-TOKEN",
							answer.header("X-XSRF-TOKEN"));
				assertThat(refreshed.json().propertyNames()).containsExactly("token_type", "expires_in", "user");
				assertThat(setCookies(refreshed)).hasSize(3);
			}
		}
	}

	@Test
	void defaultDeliveryWhenRequestIsNullThenApplies() {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(),
				"jwt-security.cookie.enabled=true", "jwt-security.cookie.default-delivery=body",
				"jwt-security.cookie.refresh-only=true")) {
			Answer answer = running.http()
				.post("/api/auth/signup",
						"{\"email\":\"alice@example.com\",\"password\":\"Correct-horse-1\",\"delivery\":null}");
			assertThat(answer.refreshToken()).isNotEmpty();
			assertThat(setCookies(answer)).isEmpty();
			Answer page = running.http().post("/api/auth/signup", withDelivery("cookie"));
			assertThat(page.json().propertyNames()).containsExactly("access_token", "token_type", "expires_in", "user");
			assertThat(setCookies(page)).extracting((set) -> set.split("=")[0]).containsExactly(REFRESH, CSRF, DEVICE);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "cookie", "body" })
	void defaultDeliveryWhenCookiesAreDisabledThenBody(String delivery) {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(),
				"jwt-security.cookie.default-delivery=" + delivery)) {
			Answer answer = running.http().post("/api/auth/signup", newCredentials());
			assertThat(answer.refreshToken()).isNotEmpty();
			assertThat(setCookies(answer)).isEmpty();
			running.http().post("/api/auth/signup", withDelivery("cookie")).refused(400, "invalid_request");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"x\"", "\"COOKIE\"", "\"cookie \"", "\"\"", "1", "true", "[\"body\"]" })
	void signUpAndLogInWhenDeliveryIsUnknownThenRefused(String delivery) {
		for (String path : List.of("/api/auth/signup", "/api/auth/login")) {
			Answer answer = http
				.post(path,
						"{\"email\":\"alice@example.com\",\"password\":\"Correct-horse-1\",\"delivery\":" + delivery
								+ "}")
				.refused(400, "invalid_request");
			assertThat(answer.json().path("errors").findValuesAsString("field")).containsExactly("delivery");
			assertThat(setCookies(answer)).isEmpty();
		}
	}

	@Test
	void logInWhenDeviceCookieThenNotAffectedByStrangers() {
		try (AccountApplication.Running limited = AccountApplication.start(TestDatabase.h2(),
				"jwt-security.cookie.enabled=true", "jwt-security.rate-limit.enabled=true")) {
			JsonHttp client = limited.http();
			Map<String, String> credentials = newCredentials();
			Answer signedUp = client.post("/api/auth/signup", credentials);
			assertThat(signedUp.text()).doesNotContain("device_token");
			Map<String, String> wrong = new LinkedHashMap<>(credentials);
			wrong.put("password", "Wrong-horse-1");
			for (int i = 0; i < 5; i++) {
				client.post("/api/auth/login", wrong).refused(401, "invalid_credentials");
			}
			client.post("/api/auth/login", credentials).refused(429, "rate_limited");
			String device = DEVICE + "=" + Browser.of(signedUp).cookies().get(DEVICE);
			for (String junk : List.of("", " ", "junk")) {
				Map<String, String> withJunk = new LinkedHashMap<>(credentials);
				withJunk.put("device_token", junk);
				assertThat(client.post("/api/auth/login", withJunk, "Cookie", device).status()).isEqualTo(200);
				for (int i = 0; i < 5; i++) {
					client.post("/api/auth/login", wrong).refused(401, "invalid_credentials");
				}
			}
			assertThat(client.post("/api/auth/login", credentials, "Cookie", device).status()).isEqualTo(200);
		}
	}

	@Test
	void changePasswordWhenDeviceCookieThenTheDeviceStaysKnown() {
		try (AccountApplication.Running limited = AccountApplication.start(TestDatabase.h2(),
				"jwt-security.cookie.enabled=true", "jwt-security.rate-limit.enabled=true")) {
			JsonHttp client = limited.http();
			Map<String, String> credentials = new LinkedHashMap<>(newCredentials());
			Answer signedUp = client.post("/api/auth/signup", credentials);
			Map<String, String> cookies = Browser.of(signedUp).cookies();
			Answer changed = client.post("/api/auth/password",
					Map.of("current_password", credentials.get("password"), "new_password", "Another-horse-2"),
					"Cookie", "__Host-access_token=" + cookies.get("__Host-access_token") + "; " + DEVICE + "="
							+ cookies.get(DEVICE),
					"X-XSRF-TOKEN", signedUp.header("X-XSRF-TOKEN"));
			assertThat(changed.status()).isEqualTo(204);
			assertThat(setCookies(changed))
				.containsExactly(DEVICE + "=*; Path=/; Max-Age=15552000; Expires=*; Secure; HttpOnly; SameSite=Strict");
			for (int i = 0; i < 5; i++) {
				client.post("/api/auth/login", credentials).refused(401, "invalid_credentials");
			}
			credentials.put("password", "Another-horse-2");
			client.post("/api/auth/login", credentials, "Cookie", DEVICE + "=" + cookies.get(DEVICE))
				.refused(429, "rate_limited");
			String device = DEVICE + "=" + Browser.of(changed).cookies().get(DEVICE);
			assertThat(client.post("/api/auth/login", credentials, "Cookie", device).status()).isEqualTo(200);
		}
	}

	@Test
	void requestWhenCookieThenItsUser() {
		Browser browser = Browser.of(signUp());
		assertThat(browser.get("/api/" + browser.userId() + "/items").status()).isEqualTo(200);
		browser.get("/api/" + UUID.randomUUID() + "/items").refused(403, "not_owner");
		assertThat(browser.get("/api/auth/me").json().path("user_id").asString()).isEqualTo(browser.userId());
	}

	@Test
	void requestWhenHeaderToThenTheHeaderWins() {
		Browser browser = Browser.of(signUp());
		Answer other = signUpWithoutCookies();
		browser.get("/api/auth/me", "Authorization", "Bearer x").refused(401, "token_invalid");
		assertThat(browser.get("/api/auth/me", other.bearer()).json().path("user_id").asString())
			.isEqualTo(other.userId());
		assertThat(browser.delete("/api/auth/sessions", other.bearer()).status()).isEqualTo(204);
		assertThat(browser.get("/api/auth/me").status()).isEqualTo(200);
	}

	@Test
	void requestWhenCookieIsBadThenAsIfThereWereNoneUntilATokenIsNeeded() {
		String token = Browser.of(signUp()).token();
		for (String bad : List.of("x", expired(), token + "x")) {
			String[] cookie = { "Cookie", ACCESS + "=" + bad };
			assertThat(http.get("/public", cookie).text()).contains("NoResourceFoundException");
			http.get("/api/auth/me", cookie).refused(401, bad.equals(expired()) ? "token_expired" : "token_invalid");
		}
		for (String cookie : List.of(ACCESS + "=", ACCESS + "=" + token + "; " + ACCESS + "=" + token,
				"access_token=" + token, REFRESH + "=" + token)) {
			http.get("/api/auth/me", "Cookie", cookie).refused(401, "token_missing");
		}
	}

	@Test
	void unsafeRequestWhenCookieThenNeedsTheCsrfTokenOfItsSession() {
		Browser browser = Browser.of(signUp());
		Browser other = Browser.of(signUp());
		String path = "/api/auth/sessions/" + UUID.randomUUID();
		browser.delete(path).refused(403, "csrf");
		browser.delete(path, "X-XSRF-TOKEN", "").refused(403, "csrf");
		browser.delete(path, "X-XSRF-TOKEN", "x").refused(403, "csrf");
		browser.delete(path, "X-XSRF-TOKEN", other.csrfToken()).refused(403, "csrf");
		browser.with(CSRF, other.csrfToken()).delete(path, other.csrfHeader()).refused(403, "csrf");
		browser.delete(path, browser.csrfHeader()).refused(404, "not_found");
		assertThat(browser.delete("/api/auth/sessions", browser.csrfHeader()).status()).isEqualTo(204);
	}

	@Test
	void unsafeRequestWhenCookieWithACsrfTokenDiffersThenTheHeaderDecides() {
		Browser browser = Browser.of(signUp());
		String path = "/api/auth/sessions/" + UUID.randomUUID();
		for (String planted : List.of("", "x", Browser.of(signUp()).csrfToken())) {
			browser.with(CSRF, planted).delete(path, browser.csrfHeader()).refused(404, "not_found");
			browser.with("XSRF-TOKEN", planted).delete(path, browser.csrfHeader()).refused(404, "not_found");
		}
	}

	@ParameterizedTest
	@CsvSource({ "Sec-Fetch-Site,cross-site", "Sec-Fetch-Site,same-site", "Sec-Fetch-Site,x",
			"Origin,https://evil.example", "Origin,null", "Origin,''" })
	void unsafeRequestWhenOfAnotherSiteThenRefusedInSpiteOfTheCsrfToken(String header, String value) {
		Browser browser = Browser.of(signUp());
		String[] csrf = browser.csrfHeader();
		browser.delete("/api/auth/sessions", csrf[0], csrf[1], header, value).refused(403, "csrf");
		browser.post("/api/auth/refresh", csrf[0], csrf[1], header, value).refused(403, "csrf");
		Answer logout = browser.post("/api/auth/logout", csrf[0], csrf[1], header, value).refused(403, "csrf");
		assertThat(setCookies(logout)).isEmpty();
		http.post("/api/auth/login", newCredentials(), header, value).refused(403, "csrf");
		http.post("/api/auth/signup", newCredentials(), header, value).refused(403, "csrf");
		assertThat(browser.get("/api/auth/me", header, value).status()).isEqualTo(200);
	}

	@Test
	void unsafeRequestWhenOfThisOriginThenServed() {
		for (String[] header : new String[][] { { "Sec-Fetch-Site", "same-origin" }, { "Sec-Fetch-Site", "none" },
				{ "Origin", "http://localhost:" + application.port() } }) {
			assertThat(http.post("/api/auth/signup", newCredentials(), header).status()).isEqualTo(201);
		}
	}

	@Test
	void unsafeRequestWhenHeaderAuthenticatesThenNeedsNoCsrfToken() {
		String[] bearer = signUpWithoutCookies().bearer();
		http.send("DELETE", "/api/auth/sessions/" + UUID.randomUUID(), BodyPublishers.noBody(), bearer[0], bearer[1],
				"Sec-Fetch-Site", "cross-site")
			.refused(404, "not_found");
	}

	@Test
	void refreshWhenCookieThenNewCookies() {
		Browser browser = Browser.of(signUp());
		browser.post("/api/auth/refresh").refused(403, "csrf");
		Answer refreshed = browser.post("/api/auth/refresh", browser.csrfHeader());
		assertThat(refreshed.status()).isEqualTo(200);
		assertThat(refreshed.json().propertyNames()).containsExactly("token_type", "expires_in", "user");
		assertThat(setCookies(refreshed)).hasSize(3);
		Browser next = Browser.of(refreshed);
		assertThat(next.get("/api/auth/me").status()).isEqualTo(200);
		assertThat(next.post("/api/auth/refresh", next.csrfHeader()).status()).isEqualTo(200);
	}

	@Test
	void refreshWhenBodyThenItWinsOverTheCookieAndTheAnswerHasNoCookies() {
		Browser browser = Browser.of(signUp());
		Answer other = signUpWithoutCookies();
		Answer refreshed = browser.send("POST", "/api/auth/refresh",
				"{\"refresh_token\":\"" + other.refreshToken() + "\"}", "Content-Type", "application/json");
		assertThat(refreshed.userId()).isEqualTo(other.userId());
		assertThat(setCookies(refreshed)).isEmpty();
		assertThat(refreshed.header("X-XSRF-TOKEN")).isEmpty();
		assertThat(http.get("/api/auth/me", refreshed.bearer()).status()).isEqualTo(200);
		assertThat(http.post("/api/auth/refresh", Map.of("refresh_token", refreshed.refreshToken())).status())
			.isEqualTo(200);
	}

	@Test
	void refreshAndLogInWhenAccessCookieIsBadThenServed() {
		Browser browser = Browser.of(signUp());
		for (String bad : List.of("x", expired())) {
			Browser late = browser.with(ACCESS, bad);
			Answer refreshed = late.post("/api/auth/refresh", late.csrfHeader());
			assertThat(refreshed.status()).isEqualTo(200);
			browser = Browser.of(refreshed);
			assertThat(http.post("/api/auth/signup", newCredentials(), "Cookie", ACCESS + "=" + bad).status())
				.isEqualTo(201);
		}
	}

	@Test
	void refreshWhenNoTokenOrJunkThenRefused() {
		http.send("POST", "/api/auth/refresh", BodyPublishers.noBody()).refused(401, "invalid_refresh_token");
		http.send("POST", "/api/auth/refresh", BodyPublishers.noBody(), "Cookie", REFRESH + "=x")
			.refused(401, "invalid_refresh_token");
		http.post("/api/auth/refresh", "{").refused(400, "invalid_request");
		http.post("/api/auth/refresh", Map.of("refresh_token", 1)).refused(400, "invalid_request");
	}

	@Test
	void logOutThenSessionIsEndedAndCookiesAreGone() {
		Browser browser = Browser.of(signUp());
		Answer loggedOut = browser.post("/api/auth/logout", browser.csrfHeader());
		assertThat(loggedOut.status()).isEqualTo(204);
		assertCleared(loggedOut);
		browser.get("/api/auth/me").refused(401, "token_invalid");
		browser.post("/api/auth/refresh", browser.csrfHeader()).refused(401, "invalid_refresh_token");
	}

	@Test
	void logOutWhenAccessCookieIsGoneThenByRefreshCookie() {
		Browser browser = Browser.of(signUp());
		Browser late = browser.with(ACCESS, expired());
		assertThat(late.post("/api/auth/logout", late.csrfHeader()).status()).isEqualTo(204);
		browser.get("/api/auth/me").refused(401, "token_invalid");
	}

	@Test
	void logOutWhenHeaderIsBadThenByTheCookies() {
		for (String bad : List.of("x", expired())) {
			Browser browser = Browser.of(signUp());
			String[] csrf = browser.csrfHeader();
			browser.post("/api/auth/logout", "Authorization", "Bearer " + bad).refused(403, "csrf");
			assertThat(browser.get("/api/auth/me").status()).isEqualTo(200);
			Answer loggedOut = browser.post("/api/auth/logout", "Authorization", "Bearer " + bad, csrf[0], csrf[1]);
			assertThat(loggedOut.status()).isEqualTo(204);
			browser.get("/api/auth/me").refused(401, "token_invalid");
			browser.post("/api/auth/refresh", csrf).refused(401, "invalid_refresh_token");
		}
		http.post("/api/auth/logout", "", "Authorization", "Bearer " + expired(), "Cookie", REFRESH + "=x")
			.refused(401, "token_expired");
	}

	@Test
	void logOutWhenBodyIsBadThenByTheAccessCookie() {
		Browser browser = Browser.of(signUp());
		String[] csrf = browser.csrfHeader();
		assertThat(browser
			.send("POST", "/api/auth/logout", "{\"refresh_token\":\"x\"}", "Content-Type", "application/json", csrf[0],
					csrf[1])
			.status()).isEqualTo(204);
		browser.get("/api/auth/me").refused(401, "token_invalid");
	}

	@Test
	void logOutWhenHeaderAndCookieAreOfTwoSessionsThenBothEnd() {
		Browser browser = Browser.of(signUp());
		Answer other = signUpWithoutCookies();
		String[] csrf = browser.csrfHeader();
		String[] bearer = other.bearer();
		assertThat(browser.post("/api/auth/logout", bearer[0], bearer[1], csrf[0], csrf[1]).status()).isEqualTo(204);
		http.get("/api/auth/me", bearer).refused(401, "token_invalid");
		browser.post("/api/auth/refresh", csrf).refused(401, "invalid_refresh_token");
	}

	@Test
	void logOutWhenCookiesAreOfTwoSessionsThenRefused() {
		Browser browser = Browser.of(signUp());
		Browser mixed = browser.with(ACCESS, Browser.of(signUp()).token());
		mixed.post("/api/auth/logout", mixed.csrfHeader()).refused(403, "csrf");
		assertThat(mixed.get("/api/auth/me").status()).isEqualTo(200);
	}

	@Test
	void logInWhenHeaderAboutThePageHasControlCharactersThenRefused() {
		RawHttp raw = new RawHttp(application.port());
		for (String header : List.of("Origin: http://localhost", "Sec-Fetch-Site: same-origin")) {
			assertThat(raw.post("/api/auth/login", "{}", header).body()).contains("\"code\":\"invalid_request\"");
			assertThat(raw.post("/api/auth/login", "{}", header + "\u0080").body()).contains("\"code\":\"csrf\"");
			assertThat(raw.post("/api/auth/logout", "{}", header + "\u0080").body()).contains("\"code\":\"csrf\"");
		}
	}

	@Test
	void unsafeRequestWhenAHeaderIsThereTwiceThenRefused() {
		Browser browser = Browser.of(signUp());
		String[] csrf = browser.csrfHeader();
		browser.delete("/api/auth/sessions", csrf[0], csrf[1], csrf[0], csrf[1]).refused(403, "csrf");
		browser
			.delete("/api/auth/sessions", csrf[0], csrf[1], "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Site",
					"cross-site")
			.refused(403, "csrf");
		String own = "http://localhost:" + application.port();
		browser.delete("/api/auth/sessions", csrf[0], csrf[1], "Origin", own, "Origin", "https://evil.example")
			.refused(403, "csrf");
	}

	@Test
	void logOutWhateverTheStateThenCookiesAreGone() {
		Browser browser = Browser.of(signUp());
		assertCleared(http.send("POST", "/api/auth/logout", BodyPublishers.noBody()).refused(401, "token_missing"));
		assertCleared(http.send("POST", "/api/auth/logout", BodyPublishers.noBody(), "Cookie", ACCESS + "=x")
			.refused(401, "token_invalid"));
		assertCleared(http.send("POST", "/api/auth/logout", BodyPublishers.noBody(), "Cookie", ACCESS + "=" + expired())
			.refused(401, "token_expired"));
		assertCleared(http.send("POST", "/api/auth/logout", BodyPublishers.noBody(), "Cookie", REFRESH + "=x")
			.refused(401, "invalid_refresh_token"));
		assertCleared(browser.post("/api/auth/logout").refused(403, "csrf"));
		assertThat(browser.get("/api/auth/me").status()).isEqualTo(200);
		Answer other = signUpWithoutCookies();
		assertCleared(browser.post("/api/auth/logout", other.bearer()));
		http.get("/api/auth/me", other.bearer()).refused(401, "token_invalid");
		assertThat(browser.get("/api/auth/me").status()).isEqualTo(200);
	}

	@Test
	void deleteWhenCurrentOrAllThenCookiesAreGone() {
		Browser browser = Browser.of(signUp());
		String current = browser.get("/api/auth/sessions").json().path("sessions").path(0).path("id").asString();
		assertCleared(browser.delete("/api/auth/sessions/" + current, browser.csrfHeader()));
		Browser other = Browser.of(signUp());
		assertCleared(other.delete("/api/auth/sessions", other.csrfHeader()));
	}

	@Test
	void refreshOnlyThenAccessTokenIsInTheBodyAlone() {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(),
				"jwt-security.cookie.enabled=true", "jwt-security.cookie.refresh-only=true")) {
			Answer signedUp = running.http().post("/api/auth/signup", newCredentials());
			String[] cookie = { "Cookie", REFRESH + "=" + Browser.of(signedUp).refreshToken(), "X-XSRF-TOKEN",
					signedUp.header("X-XSRF-TOKEN") };
			Answer refreshed = running.http().send("POST", "/api/auth/refresh", BodyPublishers.noBody(), cookie);
			for (Answer answer : List.of(signedUp, refreshed)) {
				assertThat(setCookies(answer)).extracting((set) -> set.split("=")[0]).startsWith(REFRESH, CSRF);
				assertThat(answer.json().propertyNames()).containsExactly("access_token", "token_type", "expires_in",
						"user");
				running.http()
					.get("/api/auth/me", "Cookie", ACCESS + "=" + answer.token())
					.refused(401, "token_missing");
				assertThat(running.http().get("/api/auth/me", answer.bearer()).status()).isEqualTo(200);
			}
			assertCleared(running.http().send("POST", "/api/auth/logout", BodyPublishers.noBody(), cookie));
		}
	}

	@Test
	void plainHttpThenNamesHaveNoPrefixAndStartWarns(CapturedOutput output) {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(),
				"jwt-security.cookie.enabled=true", "jwt-security.cookie.secure=false",
				"server.servlet.context-path=/context", "spring.mvc.servlet.path=/mvc")) {
			Answer answer = running.http().post("/context/mvc/api/auth/signup", newCredentials());
			Map<String, String> cookies = Browser.of(answer).cookies();
			assertThat(setCookies(answer)).containsExactly(
					"access_token=" + cookies.get("access_token")
							+ "; Path=/; Max-Age=86400; Expires=*; HttpOnly; SameSite=Strict",
					"refresh_token=" + cookies.get("refresh_token")
							+ "; Path=/; Max-Age=*; Expires=*; HttpOnly; SameSite=Strict",
					"XSRF-TOKEN=" + answer.header("X-XSRF-TOKEN") + "; Path=/; Max-Age=*; Expires=*; SameSite=Strict",
					"device_token=*; Path=/; Max-Age=15552000; Expires=*; HttpOnly; SameSite=Strict");
			assertThat(running.http()
				.get("/context/mvc/api/auth/me", "Cookie", "access_token=" + cookies.get("access_token"))
				.status()).isEqualTo(200);
		}
		assertThat(output).contains("jwt-security.cookie.secure is false");
	}

	@ParameterizedTest
	@CsvSource({ "true,__Host-", "false,''" })
	void prefixAndSameSiteThenAllCookiesHaveThem(boolean secure, String start) {
		String prefix = "A9!#$%&'*+.^_`|~-";
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(),
				"jwt-security.cookie.enabled=true", "jwt-security.cookie.secure=" + secure,
				"jwt-security.cookie.prefix=" + prefix, "jwt-security.cookie.same-site=lax")) {
			Answer answer = running.http().post("/api/auth/signup", newCredentials());
			assertThat(setCookies(answer)).allMatch((cookie) -> cookie.endsWith("; SameSite=Lax"))
				.extracting((cookie) -> cookie.split("=")[0])
				.containsExactly(start + prefix + "access_token", start + prefix + "refresh_token",
						start + prefix + "XSRF-TOKEN", start + prefix + "device_token");
			String[] cookies = { "Cookie",
					String.join("; ", setCookies(answer).stream().map((cookie) -> cookie.split(";")[0]).toList()),
					"X-XSRF-TOKEN", answer.header("X-XSRF-TOKEN") };
			assertThat(running.http().get("/api/auth/me", cookies).status()).isEqualTo(200);
			assertThat(running.http().send("POST", "/api/auth/refresh", BodyPublishers.noBody(), cookies).status())
				.isEqualTo(200);
			Answer loggedOut = running.http().send("POST", "/api/auth/logout", BodyPublishers.noBody(), cookies);
			assertThat(loggedOut.status()).isEqualTo(204);
			assertThat(setCookies(loggedOut)).hasSize(3)
				.allMatch((cookie) -> cookie.startsWith(start + prefix) && cookie.contains("=; Path=/; Max-Age=0; "));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "__Secure-", "_", "$x", "-", "a b", "a;", "a=", "a,", "a\"", "a/", "a\\", "a@", "\u00e4",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void startWhenPrefixIsNotAllowedThenFailsAndNamesTheProperty(String prefix) {
		LibraryContext.runner()
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("prefix", Map.of("jwt-security.cookie.prefix", prefix))))
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith("jwt-security.cookie.prefix must have at most 64 characters")
				.hasMessageEndingWith("but is " + LogText.of(prefix)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "x" })
	void startWhenSameSiteIsNotAllowedThenFails(String value) {
		LibraryContext.runner()
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET, "jwt-security.cookie.same-site=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("CookieProperties.SameSite." + value));
	}

	@Test
	void otherOriginWhenAllowedThenCredentialsAndCsrfTokenInAHeader() {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(),
				"jwt-security.cookie.enabled=true", "jwt-security.web.cors.allowed-origins=https://app.example")) {
			Answer answer = running.http()
				.post("/api/auth/signup", newCredentials(), "Origin", "https://app.example", "Sec-Fetch-Site",
						"same-site");
			assertThat(answer.status()).isEqualTo(201);
			assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
			assertThat(answer.header("Access-Control-Expose-Headers")).contains("X-XSRF-TOKEN", "X-Access-Token");
			running.http()
				.post("/api/auth/signup", newCredentials(), "Origin", "https://evil.example")
				.refused(403, "access_denied");
		}
	}

	@Test
	void cookiesWhenNotEnabledThenNeitherSetNorRead() {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2())) {
			Answer answer = running.http()
				.post("/api/auth/signup", withDelivery("body"), "Origin", "https://evil.example", "Sec-Fetch-Site",
						"cross-site");
			assertThat(answer.status()).isEqualTo(201);
			assertThat(setCookies(answer)).isEmpty();
			running.http().get("/api/auth/me", "Cookie", ACCESS + "=" + answer.token()).refused(401, "token_missing");
			running.http()
				.send("POST", "/api/auth/refresh", BodyPublishers.noBody(), "Cookie",
						REFRESH + "=" + answer.refreshToken())
				.refused(415, "unsupported_media_type");
			assertThat(setCookies(running.http().post("/api/auth/logout", "", answer.bearer()))).isEmpty();
			assertThat(running.http()
				.post("/api/auth/signup", withDelivery("cookie"))
				.refused(400, "invalid_request")
				.json()
				.path("errors")
				.toString()).contains("\"delivery\"", "must be body, since cookies are off");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void startWhenCookiesWithoutAccountsThenWarns(boolean cookies, CapturedOutput output) {
		AccountApplication
			.start(TestDatabase.h2(), "jwt-security.accounts.enabled=false", "jwt-security.cookie.enabled=" + cookies)
			.close();
		assertThat(output.getOut().contains("jwt-security.cookie.enabled is true but")).isEqualTo(cookies);
	}

	@Test
	void startWhenSettingsHaveWhatTheyNeedThenNoWarning(CapturedOutput output) {
		AccountApplication
			.start(TestDatabase.h2(), "jwt-security.cookie.enabled=true", "jwt-security.cookie.refresh-only=true",
					"jwt-security.sessions.sliding.enabled=true", "jwt-security.accounts.access-token-lifetime=15m")
			.close();
		assertThat(output.getOut()).doesNotContain("is true but");
	}

	private static Answer signUp() {
		return http.post("/api/auth/signup", newCredentials());
	}

	private static Answer signUpWithoutCookies() {
		return http.post("/api/auth/signup", withDelivery("body"));
	}

	private static Map<String, String> newCredentials() {
		return Map.of("email", UUID.randomUUID() + "@example.com", "password", "Correct-horse-1");
	}

	private static Map<String, String> withDelivery(String delivery) {
		return Map.of("email", UUID.randomUUID() + "@example.com", "password", "Correct-horse-1", "delivery", delivery);
	}

	private static String expired() {
		Map<String, Object> claims = TestTokens.claims("alice");
		claims.put("iat", 1_000_000_000);
		claims.put("exp", 1_000_000_060);
		return TestTokens.sign(claims);
	}

	/**
	 * Returns the cookies that a response sets, with {@code *} for times.
	 */
	private static List<String> setCookies(Answer answer) {
		return answer.response()
			.headers()
			.allValues("Set-Cookie")
			.stream()
			.map((cookie) -> cookie.replaceAll("Expires=[^;]+", "Expires=*")
				.replaceAll("Max-Age=60\\d{4}", "Max-Age=*")
				.replaceAll("device_token=[\\w-]+", "device_token=*"))
			.toList();
	}

	private static void assertCleared(Answer answer) {
		assertThat(setCookies(answer)).hasSize(3)
			.allMatch((cookie) -> cookie.matches("[A-Za-z_-]+=; Path=/; Max-Age=0; .*"))
			.extracting((cookie) -> cookie.split("=")[0])
			.containsExactly(ACCESS, REFRESH, CSRF);
	}

	/**
	 * A browser, which sends cookies automatically.
	 *
	 * @param userId the id of the user who is logged in
	 * @param cookies the cookies
	 */
	private record Browser(String userId, Map<String, String> cookies) {

		static Browser of(Answer answer) {
			Map<String, String> cookies = new LinkedHashMap<>();
			answer.response().headers().allValues("Set-Cookie").forEach((cookie) -> {
				String pair = cookie.substring(0, cookie.indexOf(';'));
				cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
			});
			return new Browser(answer.userId(), cookies);
		}

		Browser with(String name, String value) {
			Map<String, String> changed = new LinkedHashMap<>(this.cookies);
			changed.put(name, value);
			return new Browser(this.userId, changed);
		}

		String token() {
			return this.cookies.get(ACCESS);
		}

		String refreshToken() {
			return this.cookies.get(REFRESH);
		}

		String csrfToken() {
			return this.cookies.get(CSRF);
		}

		String[] csrfHeader() {
			return new String[] { "X-XSRF-TOKEN", csrfToken() };
		}

		Answer get(String path, String... headers) {
			return send("GET", path, "", headers);
		}

		Answer post(String path, String... headers) {
			return send("POST", path, "", headers);
		}

		Answer delete(String path, String... headers) {
			return send("DELETE", path, "", headers);
		}

		Answer send(String method, String path, String body, String... headers) {
			List<String> all = new ArrayList<>(List.of("Cookie",
					String.join("; ",
							this.cookies.entrySet()
								.stream()
								.map((cookie) -> cookie.getKey() + "=" + cookie.getValue())
								.toList())));
			Stream.of(headers).forEach(all::add);
			return http.send(method, path, BodyPublishers.ofString(body), all.toArray(NOTHING));
		}

	}

}
