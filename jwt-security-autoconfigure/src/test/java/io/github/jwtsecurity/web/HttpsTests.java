package io.github.jwtsecurity.web;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.account.AccountRepository;
import io.github.jwtsecurity.account.EmailAddress;
import io.github.jwtsecurity.endpoint.AccountApplication;
import io.github.jwtsecurity.endpoint.AllAutoConfigurations;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for plain HTTP where HTTPS is required, and for the recognition of HTTPS.
 */
class HttpsTests {

	private static final String REQUIRED = "jwt-security.web.require-https=true";

	private static final String NATIVE = "server.forward-headers-strategy=native";

	private static final String FRAMEWORK = "server.forward-headers-strategy=framework";

	private static final String HSTS = "max-age=31536000 ; includeSubDomains";

	private static final String[] HTTPS = { "X-Forwarded-Proto", "https" };

	private static final String ALICE = "Authorization: Bearer " + TestTokens.validFor("alice");

	static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND",
			"get");

	static final List<String> CLAIMS = List.of("X-Forwarded-Proto: https", "X-Forwarded-Proto: HTTPS",
			"Forwarded: proto=https", "Forwarded: for=192.0.2.1;proto=https;host=app.example", "X-Forwarded-Ssl: on",
			"Front-End-Https: on", "X-Forwarded-Scheme: https", "X-Url-Scheme: https", "X-Forwarded-Port: 443",
			"Upgrade-Insecure-Requests: 1", "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: https");

	private static AccountApplication.Running application;

	private static RawHttp http;

	@BeforeAll
	static void start() {
		application = AccountApplication.start(TestDatabase.h2(), new Class<?>[] { AllAutoConfigurations.class },
				REQUIRED, "jwt-security.cookie.enabled=true", "jwt-security.web.permit-all=/public/**",
				"jwt-security.web.cors.allowed-origins=https://app.example");
		http = new RawHttp(application.port());
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@ParameterizedTest
	@FieldSource("METHODS")
	void sendWhenPlainThenRefusedWhateverThePath(String method) {
		for (String path : List.of("/", "/api/alice/items", "/api/bob/items", "/nothing", "/public/nothing", "/error",
				"/actuator/health", "/actuator/health/liveness", "/actuator", "/api/auth/login", "/api/auth/signup",
				"/api/auth/refresh", "/api/auth/logout", "/api/auth/me", "/api;x/alice", "/%2e/x")) {
			assertRefused(http.send(method, path, ALICE), method, path);
			assertRefused(http.send(method, path + "?redirect=https://localhost", "Cookie: __Host-access_token=x"),
					method, path);
		}
	}

	@ParameterizedTest
	@FieldSource("CLAIMS")
	void getWhenPlainAndHeadersOfAProxyAreNotUsedThenRefused(String claim) {
		assertRefused(http.get("/api/alice/items", ALICE, claim), "GET", "/api/alice/items");
	}

	@Test
	void getWhenTargetClaimsHttpsThenNotServed() {
		assertThat(http.get("https://localhost/api/alice/items", ALICE).status()).isIn(400, 403);
		assertRefused(http.get("http://localhost/api/alice/items", ALICE), "GET", "/api/alice/items");
	}

	/**
	 * Tomcat answers it before any filter.
	 */
	@Test
	void traceWhenPlainThenNotServed() {
		Response response = http.send("TRACE", "/api/alice/items", ALICE);
		assertThat(response.status()).isEqualTo(405);
		assertThat(response.body()).doesNotContain("Bearer");
	}

	@Test
	void preflightWhenPlainThenRefused() {
		Response response = http.send("OPTIONS", "/api/auth/login", "Origin: https://app.example",
				"Access-Control-Request-Method: POST");
		assertRefused(response, "OPTIONS", "/api/auth/login");
		assertThat(response.header("Access-Control-Allow-Origin")).isEmpty();
	}

	/**
	 * The body is not evaluated: otherwise, the response would be another refusal, or an
	 * account would be created.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "{\"email\":\"alice@example.com\",\"password\":\"Correct-horse-1\"}", "{", "" })
	void postWhenPlainThenBodyHasNoEffect(String body) {
		for (String endpoint : List.of("signup", "login", "refresh", "logout")) {
			for (String type : List.of("application/json", "text/plain", "multipart/form-data; boundary=x",
					"application/x-www-form-urlencoded")) {
				Answer answer = application.http()
					.send("POST", "/api/auth/" + endpoint, BodyPublishers.ofString(body), "Content-Type", type);
				answer.refused(403, "https_required");
				assertThat(answer.header("Set-Cookie")).isEmpty();
			}
		}
		assertThat(application.context()
			.getBean(AccountRepository.class)
			.findByEmail(EmailAddress.of("alice@example.com"))).isNull();
		assertThat(application.events()).isEmpty();
	}

	@Test
	void getWhenNotRequiredThenPlainIsServedWithoutHsts() {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2())) {
			Response response = new RawHttp(running.port()).get("/api/alice/items", ALICE, "X-Forwarded-Proto: https");
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.header("Strict-Transport-Security")).isEmpty();
		}
	}

	@Test
	void sendWhenProxyOfNativeStrategySaysHttpsThenServedWithHsts() {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(), REQUIRED, NATIVE)) {
			assertServedWithHsts(running, HTTPS);
			RawHttp raw = new RawHttp(running.port());
			for (String other : List.of("X-Forwarded-Proto: http", "X-Forwarded-Proto: https,http",
					"Forwarded: proto=https", "X-Forwarded-Ssl: on", "X-Forwarded-Proto:")) {
				assertRefused(raw.get("/api/alice/items", ALICE, other), "GET", "/api/alice/items");
			}
		}
	}

	@Test
	void sendWhenProxyOfNativeStrategyIsNotTrustedThenRefused() {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(), REQUIRED, NATIVE,
				"server.tomcat.remoteip.internal-proxies=192.0.2.0/24")) {
			assertRefused(new RawHttp(running.port()).get("/api/alice/items", ALICE, "X-Forwarded-Proto: https"), "GET",
					"/api/alice/items");
		}
	}

	@Test
	void sendWhenProxyOfFrameworkStrategySaysHttpsThenServedWithHsts() {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(), REQUIRED, FRAMEWORK)) {
			assertServedWithHsts(running, HTTPS);
			assertServedWithHsts(running, "Forwarded", "for=192.0.2.1;proto=https");
			assertServedWithHsts(running, "X-Forwarded-Ssl", "on");
			RawHttp raw = new RawHttp(running.port());
			for (String other : List.of("X-Forwarded-Proto: http", "Forwarded: proto=http", "Front-End-Https: on")) {
				assertRefused(raw.get("/api/alice/items", ALICE, other), "GET", "/api/alice/items");
			}
		}
	}

	/**
	 * Requests that match no chain are not served either.
	 */
	@Test
	void sendWhenOwnChainThenServedWithHstsAndRefusedElsewhere() {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(),
				new Class<?>[] { OwnChain.class }, REQUIRED, NATIVE)) {
			assertServedWithHsts(running, HTTPS);
			RawHttp raw = new RawHttp(running.port());
			assertRefused(raw.get("/api/alice/items", ALICE), "GET", "/api/alice/items");
			assertRefused(raw.get("/elsewhere"), "GET", "/elsewhere");
			assertThat(raw.get("/elsewhere", "X-Forwarded-Proto: https").status()).isNotEqualTo(403);
		}
	}

	@Test
	void sendWhenSecurityFilterIsMovedThenStillRefused() {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(), REQUIRED, FRAMEWORK,
				"spring.security.filter.order=-2147483000")) {
			assertServedWithHsts(running, HTTPS);
			RawHttp raw = new RawHttp(running.port());
			assertRefused(raw.get("/api/alice/items"), "GET", "/api/alice/items");
			assertRefused(raw.get("//"), "GET", "//");
		}
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "false, true", "true, true" })
	void setCookieWhenRequiredThenSecureWhateverIsConfigured(boolean secure, boolean refreshOnly) {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(), REQUIRED, NATIVE,
				"jwt-security.cookie.enabled=true", "jwt-security.cookie.secure=" + secure,
				"jwt-security.cookie.refresh-only=" + refreshOnly)) {
			Answer answer = signUp(running, HTTPS);
			Map<String, String> cookies = cookies(answer);
			assertThat(cookies.keySet()).containsExactlyElementsOf(
					Stream.of("__Host-access_token", "__Host-refresh_token", "__Host-XSRF-TOKEN", "__Host-device_token")
						.skip(refreshOnly ? 1 : 0)
						.toList());
			assertThat(cookies.values()).allMatch((cookie) -> cookie.contains("; Secure;"));
			if (!refreshOnly) {
				String token = cookies.get("__Host-access_token").replaceAll("^[^=]*=|;.*", "");
				assertThat(running.http()
					.get("/api/auth/me", "X-Forwarded-Proto", "https", "Cookie", "__Host-access_token=" + token)
					.status()).isEqualTo(200);
				running.http()
					.get("/api/auth/me", "X-Forwarded-Proto", "https", "Cookie", "access_token=" + token)
					.refused(401, "token_missing");
			}
		}
	}

	@Test
	void getWhenManagementHasAPortOfItsOwnThenPlainProbesAreServedThere() {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(),
				new Class<?>[] { AllAutoConfigurations.class }, REQUIRED, "management.server.port=0")) {
			RawHttp management = new RawHttp(
					running.context().getEnvironment().getRequiredProperty("local.management.port", Integer.class));
			assertThat(management.get("/actuator/health").status()).isEqualTo(200);
			assertThat(management.get("/actuator/health/liveness").status()).isEqualTo(200);
			assertThat(management.get("/api/alice/items", ALICE).body()).contains("NoResourceFoundException");
			assertRefused(new RawHttp(running.port()).get("/actuator/health"), "GET", "/actuator/health");
		}
	}

	private static void assertServedWithHsts(AccountApplication.Running running, String... proxy) {
		Answer signedUp = signUp(running, proxy);
		assertThat(signedUp.status()).isEqualTo(201);
		Answer refused = running.http().get("/api/auth/me", proxy).refused(401, "token_missing");
		String[] bearer = signedUp.bearer();
		Answer served = running.http()
			.get("/api/" + signedUp.userId() + "/items", bearer[0], bearer[1], proxy[0], proxy[1]);
		assertThat(served.status()).isEqualTo(200);
		assertThat(List.of(signedUp, refused, served))
			.allSatisfy((answer) -> assertThat(answer.header("Strict-Transport-Security")).isEqualTo(HSTS));
	}

	private static Answer signUp(AccountApplication.Running running, String... headers) {
		return running.http()
			.post("/api/auth/signup",
					Map.of("email", UUID.randomUUID() + "@example.com", "password", "Correct-horse-1"), headers);
	}

	private static Map<String, String> cookies(Answer answer) {
		Map<String, String> cookies = new LinkedHashMap<>();
		answer.response()
			.headers()
			.allValues("Set-Cookie")
			.forEach((cookie) -> cookies.put(cookie.substring(0, cookie.indexOf('=')), cookie));
		return cookies;
	}

	private static void assertRefused(Response response, String method, String path) {
		assertThat(response.status()).as("%s %s", method, path).isEqualTo(403);
		assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(response.header("Cache-Control")).isEqualTo("no-store");
		assertThat(response.headers()).noneMatch((header) -> header
			.matches("(?i)(location|refresh|set-cookie|www-authenticate|strict-transport-security|allow):.*"));
		String body = "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,\"detail\":\"HTTPS is required.\","
				+ "\"instance\":\"" + path + "\",\"code\":\"https_required\"}";
		assertThat(response.body()).isEqualTo(method.equals("HEAD") ? "" : body);
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnChain {

		@Bean
		SecurityFilterChain own(HttpSecurity http) {
			http.securityMatcher("/api/**");
			http.with(JwtSecurityConfigurer.jwtSecurity());
			return http.build();
		}

	}

}
