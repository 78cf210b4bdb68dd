package io.github.jwtsecurity.endpoint;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for attacks on tokens in cookies: by a script in the page, and by other hosts and
 * services of the same domain. The attacker has accounts of its own.
 */
class CookieAttackTests {

	private static final String COOKIES = "jwt-security.cookie.enabled=true";

	private static final String PASSWORD = "Correct-horse-1";

	private static final String HOST = "app.example.com";

	private static final String SIBLING = "blog.example.com";

	/** The names that hosts of the same domain can set for each other. */
	private static final List<String> OPEN_NAMES = List.of("access_token", "refresh_token", "XSRF-TOKEN",
			"__Secure-refresh_token");

	private static AccountApplication.Running application;

	@BeforeAll
	static void start() {
		application = AccountApplication.start(TestDatabase.h2(), COOKIES, "jwt-security.sessions.sliding.enabled=true",
				"jwt-security.sessions.sliding.threshold=25h");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void scriptWhenItCallsTheEndpointsThenReadsNoToken() {
		for (int i = 0; i < 3; i++) {
			Page page = page();
			String email = UUID.randomUUID() + "@example.com";
			Map<String, ?> credentials = Map.of("email", email, "password", PASSWORD);
			List<Answer> answers = new ArrayList<>();
			answers.add(page.post("/api/auth/signup", credentials));
			answers.add(page.post("/api/auth/login", credentials));
			answers
				.add(page.post("/api/auth/login", Map.of("email", email, "password", PASSWORD, "delivery", "cookie")));
			answers.add(page.send("POST", "/api/auth/refresh"));
			answers.add(page.post("/api/auth/refresh", Map.of("delivery", "body", "refresh_only", true)));
			answers.add(page.send("GET", "/api/auth/me"));
			answers.add(page.send("GET", "/api/auth/sessions"));
			assertThat(answers).allSatisfy((answer) -> {
				assertThat(answer.status()).as(answer.text()).isBetween(200, 201);
				assertThat(tokens(readable(answer))).as(readable(answer)).isEmpty();
			});
			assertThat(tokens(page.jar.readable(HOST, "/api/auth/refresh"))).isEmpty();
			assertThat(tokens(page.jar.header(HOST, "/api/auth/refresh"))).hasSize(2);
		}
	}

	@Test
	void siblingWhenItPlantsCookiesThenTheUserStaysLoggedIn() {
		Page page = page();
		String userId = page.signUp().userId();
		plant(page, 3, "/", "/api/auth");
		assertThat(page.send("GET", "/api/auth/me").json().path("user_id").asString()).isEqualTo(userId);
		page.send("DELETE", "/api/auth/sessions/" + UUID.randomUUID()).refused(404, "not_found");
		for (int i = 0; i < 3; i++) {
			assertThat(page.send("POST", "/api/auth/refresh").userId()).isEqualTo(userId);
			plant(page, 1, "/", "/api/auth");
		}
		assertThat(page.send("POST", "/api/auth/logout").status()).isEqualTo(204);
		page.send("GET", "/api/auth/me").refused(401, "token_missing");
	}

	@Test
	void siblingWhenItPlantsItsOwnSessionThenAVisitorIsNotLoggedIn() {
		Page page = page();
		plant(page, 3, "/api/auth");
		page.send("GET", "/api/auth/me").refused(401, "token_missing");
		page.send("POST", "/api/auth/refresh").refused(401, "invalid_refresh_token");
		page.send("POST", "/api/auth/logout").refused(401, "token_missing");
	}

	/**
	 * Some servers treat a cookie with such a name like one with a prefix, but browsers
	 * do not.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "$Version=1,", "$Version=1, ", "\u00a0", "\u0085", "\u00e2\u0080\u0080", "x=1,", "x=1, " })
	void siblingWhenItDisguisesTheNameThenAVisitorIsNotLoggedIn(String disguise) {
		Answer attacker = application.http()
			.post("/api/auth/signup",
					Map.of("email", UUID.randomUUID() + "@example.com", "password", PASSWORD, "delivery", "body"));
		RawHttp.Response response = new RawHttp(application.port()).get("/api/auth/me",
				"Cookie: " + disguise + "__Host-access_token=" + attacker.token());
		assertThat(response.status()).as(response.body()).isIn(400, 401);
	}

	@Test
	void otherAccountWhenItsCsrfTokenIsSentThenRefused() {
		Page page = page();
		page.signUp();
		for (int i = 0; i < 3; i++) {
			Page attacker = page();
			attacker.signUp();
			String[] csrf = { "X-XSRF-TOKEN", attacker.csrfToken() };
			assertThat(csrf[1]).isNotEmpty();
			for (String path : List.of("/api/auth/refresh", "/api/auth/logout")) {
				application.http()
					.send("POST", path, BodyPublishers.noBody(), "Cookie", page.jar.header(HOST, path), csrf[0],
							csrf[1])
					.refused(403, "csrf");
			}
		}
		assertThat(page.send("POST", "/api/auth/refresh").status()).isEqualTo(200);
	}

	/**
	 * A browser stores cookies of other hosts if their names have no prefix.
	 */
	@Test
	void siblingWhenNamesHaveNoPrefixThenCookiesCountAsNoneAndNothingFails() {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(), COOKIES,
				"jwt-security.cookie.secure=false")) {
			Page page = new Page(new CookieJar(), HOST, "", running.http(), "");
			page.signUp();
			plant(page, 1, "/", "/api/auth");
			page.send("GET", "/api/auth/me").refused(401, "token_missing");
			page.send("POST", "/api/auth/refresh").refused(401, "invalid_refresh_token");
			page.send("DELETE", "/api/auth/sessions").refused(401, "token_missing");
			page.send("POST", "/api/auth/logout").refused(401, "token_missing");
		}
	}

	@Test
	void neighbourOnTheSameHostWhenNamesDifferThenBothUsersStayLoggedIn() {
		try (AccountApplication.Running shop = AccountApplication.start(TestDatabase.h2(), COOKIES,
				"jwt-security.cookie.prefix=shop-");
				AccountApplication.Running wiki = AccountApplication.start(TestDatabase.h2(), COOKIES,
						"jwt-security.cookie.prefix=wiki-")) {
			CookieJar jar = new CookieJar();
			Page shopPage = new Page(jar, HOST, "/shop", shop.http(), "__Host-shop-");
			Page wikiPage = new Page(jar, HOST, "/wiki", wiki.http(), "__Host-wiki-");
			List<String> userIds = Stream.of(shopPage, wikiPage).map((page) -> page.signUp().userId()).toList();
			for (int i = 0; i < 3; i++) {
				assertThat(Stream.of(shopPage, wikiPage).map((page) -> page.send("POST", "/api/auth/refresh").userId()))
					.isEqualTo(userIds);
			}
			assertThat(shopPage.send("POST", "/api/auth/logout").status()).isEqualTo(204);
			assertThat(wikiPage.send("GET", "/api/auth/me").json().path("user_id").asString())
				.isEqualTo(userIds.get(1));
		}
	}

	/**
	 * The path of the service in the browser differs from its path in the service itself.
	 */
	@ParameterizedTest
	@CsvSource({ "native, '', /shop", "framework, '', /shop", "native, /context, ''", "framework, /context, ''",
			"native, /context, /shop", "framework, /context, /shop" })
	void proxyWhenItChangesThePathThenThePageRefreshes(String strategy, String contextPath, String prefix) {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(), COOKIES,
				"server.forward-headers-strategy=" + strategy, "server.servlet.context-path=" + contextPath,
				"spring.mvc.servlet.path=/mvc")) {
			JsonHttp service = new JsonHttp("http://localhost:" + running.port() + contextPath + "/mvc");
			Page page = new Page(new CookieJar(), HOST, prefix + contextPath + "/mvc", service, "__Host-",
					"X-Forwarded-Proto", "https", "X-Forwarded-Host", HOST, "X-Forwarded-Prefix", prefix + contextPath,
					"Origin", "https://" + HOST);
			String userId = page.signUp().userId();
			for (int i = 0; i < 3; i++) {
				assertThat(page.send("POST", "/api/auth/refresh").userId()).isEqualTo(userId);
				assertThat(page.send("GET", "/api/auth/me").status()).isEqualTo(200);
			}
			assertThat(page.send("POST", "/api/auth/logout").status()).isEqualTo(204);
			assertThat(page.jar.header(HOST, "/")).startsWith("__Host-device_token=").doesNotContain(";");
		}
	}

	/**
	 * Sets the cookies of accounts of the attacker for the whole domain.
	 */
	private static void plant(Page victim, int accounts, String... paths) {
		for (int i = 0; i < accounts; i++) {
			Page own = new Page(new CookieJar(), HOST, "", victim.http, victim.namePrefix);
			own.signUp();
			Map<String, String> cookies = own.cookies();
			for (String path : paths) {
				OPEN_NAMES.forEach((name) -> victim.jar.store(SIBLING, "/",
						name + "=" + cookies.get(victim.namePrefix + name.replace("__Secure-", ""))
								+ "; Domain=example.com; Path=" + path + "; Secure"));
				cookies.forEach((name, value) -> victim.jar.store(SIBLING, "/",
						name + "=" + value + "; Domain=example.com; Path=" + path + "; Secure"));
			}
		}
		assertThat(victim.jar.header(HOST, "/api/auth/me")).contains("XSRF-TOKEN=");
	}

	private static Page page() {
		return new Page(new CookieJar(), HOST, "", application.http(), "__Host-");
	}

	/**
	 * Returns all parts of a response that a browser exposes to scripts.
	 */
	private static String readable(Answer answer) {
		StringBuilder text = new StringBuilder(answer.text());
		answer.response().headers().map().forEach((name, values) -> {
			if (!name.equalsIgnoreCase("Set-Cookie")) {
				text.append('\n').append(name).append(": ").append(values);
			}
		});
		return text.toString();
	}

	/**
	 * Returns the access tokens and refresh tokens in a text.
	 */
	private static List<String> tokens(String text) {
		return Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+|(?<![\\w-])[\\w-]{112}(?![\\w-])")
			.matcher(text)
			.results()
			.map(MatchResult::group)
			.toList();
	}

	/**
	 * A page in a browser, behind a proxy that removes a prefix of the path.
	 *
	 * @param jar the cookies of the browser
	 * @param host the host of the page
	 * @param root the path of the service in the browser
	 * @param http the service itself
	 * @param namePrefix the prefix of the names of the cookies
	 * @param headers the headers that the browser and the proxy add
	 */
	private record Page(CookieJar jar, String host, String root, JsonHttp http, String namePrefix, String... headers) {

		Answer signUp() {
			return post("/api/auth/signup", Map.of("email", UUID.randomUUID() + "@example.com", "password", PASSWORD));
		}

		Answer post(String path, Map<String, ?> body) {
			return stored(path, this.http.post(path, body, headers(path)));
		}

		Answer send(String method, String path) {
			return stored(path, this.http.send(method, path, BodyPublishers.noBody(), headers(path)));
		}

		String csrfToken() {
			return cookies().getOrDefault(this.namePrefix + "XSRF-TOKEN", "");
		}

		Map<String, String> cookies() {
			return Stream.of(this.jar.header(this.host, this.root + "/").split("; "))
				.filter((cookie) -> !cookie.isEmpty())
				.map((cookie) -> cookie.split("=", 2))
				.collect(Collectors.toMap((cookie) -> cookie[0], (cookie) -> cookie[1], (first, second) -> first));
		}

		private Answer stored(String path, Answer answer) {
			this.jar.store(this.host, this.root + path, answer);
			return answer;
		}

		private String[] headers(String path) {
			List<String> all = new ArrayList<>(List.of(this.headers));
			all.addAll(List.of("X-XSRF-TOKEN", csrfToken(), "Cookie", this.jar.header(this.host, this.root + path)));
			return all.toArray(String[]::new);
		}

	}

}
