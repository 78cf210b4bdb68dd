package io.github.jwtsecurity.docs;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.account.AccountRepository;
import io.github.jwtsecurity.web.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests that the responses in {@code docs/errors.md} and the README are real.
 */
@ExtendWith(OutputCaptureExtension.class)
class ErrorDocumentationTests {

	private static final Page PAGE = Page.of("docs/errors.md");

	private static final Page README = Page.of("README.md");

	@Test
	void everyCodeIsDocumentedAndNoOther() {
		assertThat(PAGE.rows()).filteredOn((row) -> row.get(0).matches("\\d{3}"))
			.extracting((row) -> row.get(0) + " " + row.get(1))
			.containsExactlyInAnyOrderElementsOf(Arrays.stream(ErrorCode.values())
				.map((code) -> code.status().value() + " " + code.code())
				.toList());
	}

	@Test
	void membersOfTheApplicationAreAddedAsDocumented() {
		try (NoteServer server = NoteServer.start(ProblemTypes.class)) {
			assertThat(server.get("/api/demo/notes").body())
				.startsWith("{\"type\":\"https://example.com/errors#token_missing\",")
				.containsPattern("\"code\":\"token_missing\",\"request_id\":\"\\w+\"}$");
		}
	}

	@Test
	void errorsOfTheApplicationAreAnsweredAsDocumented() {
		String demo = "Authorization: Bearer " + TestTokens.validFor("demo");
		try (NoteServer server = NoteServer.start(NoteQuota.class, "jwt-security.web.problem-details=true")) {
			assertShown(server.http().send("POST", "/api/demo/notes", demo).body(), PAGE);
			assertThat(server.http().send("PUT", "/api/demo/notes", demo).body())
				.contains("\"code\":\"method_not_allowed\"");
		}
		try (NoteServer server = NoteServer.start(NoteQuota.class)) {
			assertThat(server.http().send("POST", "/api/demo/notes", demo).body()).doesNotContain("\"type\"");
		}
	}

	@Test
	void filterOfTheApplicationAnswersAsDocumented() {
		try (NoteServer server = NoteServer.start(MaintenanceFilter.class)) {
			Response response = server.get("/api/demo/notes", TestTokens.validFor("demo"));
			assertDocumented(response, 503, "overloaded");
			assertThat(response.header("Retry-After")).isEqualTo("60");
			assertThat(response.body()).contains("\"detail\":\"The notes are being moved.\"");
		}
	}

	@Test
	void refusalsAreAnsweredAsDocumented() {
		try (NoteServer server = NoteServer.start(NoteRoutes.class)) {
			String demo = TestTokens.validFor("demo");
			Map<String, Object> expired = TestTokens.claims("demo");
			expired.put("iat", 1_000_000_000);
			expired.put("exp", 1_000_000_060);
			assertDocumented(server.get("/api/demo;x/notes", demo), 400, "invalid_request");
			assertDocumented(server.get("/api/demo/notes"), 401, "token_missing");
			assertDocumented(server.get("/api/demo/notes", "x.y.z"), 401, "token_invalid");
			assertDocumented(server.get("/api/demo/notes", TestTokens.sign(expired)), 401, "token_expired");
			assertDocumented(server.get("/api/somebody/notes", demo), 403, "not_owner");
			assertDocumented(server.get("/error", demo), 403, "access_denied");
			assertShown(server.get("/api/demo/tasks").body(), README);
			assertShown(server.get("/api/somebody/notes", demo).body().replace("notes", "tasks"), README, PAGE);
			assertThat(PAGE.text()).contains(
					"WWW-Authenticate: " + server.get("/api/demo/notes").header("WWW-Authenticate") + "\n",
					"WWW-Authenticate: "
							+ server.get("/api/demo/notes", TestTokens.sign(expired)).header("WWW-Authenticate"));
		}
	}

	@Test
	void refusalsOfAccountsAreAnsweredAsDocumented(CapturedOutput output) {
		try (NoteServer server = NoteServer.startWithAccounts(NoteRoutes.class)) {
			JsonHttp http = server.json();
			Map<String, String> alice = Map.of("email", "alice@example.com", "password", "Correct-horse-1");
			http.post("/api/auth/signup", alice);
			Answer weak = http.post("/api/auth/signup", Map.of("email", "bob@example.com", "password", "correct"));
			assertDocumented(weak, 400, "weak_password");
			assertThat(PAGE.text()).contains(weak.text());
			assertDocumented(http.post("/api/auth/login", "{}"), 400, "invalid_request");
			Answer wrong = http.post("/api/auth/login", Map.of("email", "alice@example.com", "password", "guess"));
			assertDocumented(wrong, 401, "invalid_credentials");
			assertThat(wrong.header("WWW-Authenticate")).isEqualTo("Bearer");
			Answer refused = http.post("/api/auth/refresh", Map.of("refresh_token", "guess"));
			assertDocumented(refused, 401, "invalid_refresh_token");
			assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
			assertDocumented(http.post("/api/auth/signup", alice), 409, "email_taken");
			assertDocumented(http.post("/api/auth/login", " ".repeat(16_385)), 413, "payload_too_large");
			assertDocumented(http.send("POST", "/api/auth/login", BodyPublishers.ofString("{}")), 415,
					"unsupported_media_type");
			assertLogged(output, "Refused POST /api/auth/login with invalid_credentials");
		}
	}

	@Test
	void storeThatFailsIsAnsweredWithServiceUnavailable(CapturedOutput output) {
		try (NoteServer server = NoteServer.startWithAccounts(Unavailable.class)) {
			Answer answer = server.json()
				.post("/api/auth/login", Map.of("email", "alice@example.com", "password", "Correct-horse-1"));
			assertDocumented(answer, 503, "overloaded");
			assertThat(answer.header("Retry-After")).matches("[1-9]\\d*");
			assertLogged(output, "Refused POST /api/auth/login with overloaded");
			assertThat(output.getOut().lines())
				.anyMatch((line) -> line.contains(" ERROR ") && line.contains("The accounts cannot be used"));
		}
	}

	@Test
	void requestsThatTomcatRefusesAreAnsweredAsDocumented() {
		assertThat(PAGE.text()).contains("such as `gzip`, with 501", "other than `HTTP/1.0` and `HTTP/1.1` with 505");
		try (NoteServer server = NoteServer.start(NoteRoutes.class)) {
			String headers = "\r\nHost: localhost\r\nConnection: close\r\n";
			for (String version : List.of("HTTP/0.9", "HTTP/1.2", "HTTP/2.0")) {
				assertThat(server.http().exchange("GET /api/demo/notes " + version + headers + "\r\n").status())
					.as(version)
					.isEqualTo(505);
			}
			assertThat(server.http().get("/api/demo/notes", "Transfer-Encoding: gzip").status()).isEqualTo(501);
			assertThat(server.http().exchange("GET /api/demo/notes HTTP/1.0" + headers + "\r\n").status())
				.isEqualTo(401);
		}
	}

	@Test
	void otherMethodsOfAnEndpointAreAnsweredAsDocumented() {
		assertThat(Page.of("docs/accounts.md").text()).contains("another method is answered with 405");
		try (NoteServer server = NoteServer.startWithAccounts(NoteRoutes.class,
				"jwt-security.accounts.signup-enabled=false")) {
			JsonHttp http = server.json();
			String[] bearer = { "Authorization", "Bearer " + TestTokens.validFor("alice") };
			for (String path : List.of("/api/auth/login", "/api/auth/refresh")) {
				http.get(path).refused(401, "token_missing");
				assertThat(http.get(path, bearer).status()).as(path).isEqualTo(405);
			}
			for (String path : List.of("/api/auth/login/", "/api/auth/signup", "/api/auth/nothing")) {
				http.post(path, "{}").refused(401, "token_missing");
				assertThat(http.post(path, "{}", bearer).status()).as(path).isEqualTo(404);
			}
		}
	}

	@Test
	void refusalIsLoggedAsDocumented(CapturedOutput output) {
		String line = "Refused GET /api/demo/notes with access_denied: This cross-origin request is not allowed.";
		assertThat(PAGE.text()).contains(line + "\n", "io.github.jwtsecurity.web.ProblemWriter");
		try (NoteServer server = NoteServer.start(NoteRoutes.class,
				"jwt-security.web.cors.allowed-origins=https://app.example")) {
			server.http().get("/api/demo/notes", "Origin: https://other.example");
			server.http().get("/api/demo;x/notes");
			assertLogged(output, line);
			assertLogged(output, "Refused GET /api/demo;x/notes with invalid_request");
		}
	}

	@Test
	void refusedPreflightIsLoggedAsDocumented(CapturedOutput output) {
		String line = "A preflight request from a page at http://localhost:3000 was refused. If that page may call this"
				+ " service, add the origin to jwt-security.web.cors.allowed-origins.";
		for (String page : List.of("docs/configuration.md", "docs/issuers/better-auth.md")) {
			assertThat(Page.of(page).text()).contains("\n" + line + "\n");
		}
		try (NoteServer server = NoteServer.start(NoteRoutes.class)) {
			server.http()
				.send("OPTIONS", "/api/demo/notes", "Origin: http://localhost:3000",
						"Access-Control-Request-Method: GET");
			assertThat(output.getOut().lines()).filteredOn((logged) -> logged.endsWith(line))
				.singleElement()
				.asString()
				.contains(" WARN ");
		}
	}

	@Test
	void mismatchIsAnsweredWithNotFoundWhereConfigured() {
		try (NoteServer server = NoteServer.start(NoteRoutes.class,
				"jwt-security.ownership.mismatch-status=not-found")) {
			assertDocumented(server.get("/api/somebody/notes", TestTokens.validFor("demo")), 404, "not_found");
		}
	}

	@Test
	void decoderThatFailsIsAnsweredWithServiceUnavailable(CapturedOutput output) {
		try (NoteServer server = NoteServer.start(Unavailable.class)) {
			Response response = server.get("/api/demo/notes", TestTokens.validFor("demo"));
			assertDocumented(response, 503, "keys_unavailable");
			assertThat(response.header("Retry-After")).matches("[1-9]\\d*");
			assertLogged(output, "Refused GET /api/demo/notes with keys_unavailable");
			assertThat(output.getOut().lines())
				.anyMatch((line) -> line.contains(" WARN ") && line.contains("A token could not be verified"));
		}
	}

	private static void assertLogged(CapturedOutput output, String text) {
		assertThat(output.getOut().lines()).filteredOn((line) -> line.contains(text))
			.singleElement()
			.asString()
			.contains(" INFO ", "jwtsecurity.web.ProblemWriter");
	}

	private static void assertDocumented(Answer answer, int status, String code) {
		answer.refused(status, code);
		assertThat(PAGE.rows()).anyMatch((row) -> row.subList(0, 2).equals(List.of("" + status, code)));
	}

	private static void assertDocumented(Response response, int status, String code) {
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(response.body()).contains("\"code\":\"" + code + "\"");
		assertThat(PAGE.rows()).anyMatch((row) -> row.subList(0, 2).equals(List.of("" + status, code)));
	}

	private static void assertShown(String body, Page... pages) {
		assertThat(pages).allSatisfy((page) -> assertThat(page.text()).contains(body));
	}

	@Configuration(proxyBeanMethods = false)
	static class Unavailable {

		@Bean
		JwtDecoder jwtDecoder() {
			return (token) -> {
				throw new JwtException("The keys could not be fetched");
			};
		}

		@Bean
		AccountRepository accountRepository() {
			return mock(AccountRepository.class, (invocation) -> {
				throw new IllegalStateException("The store is broken");
			});
		}

	}

}
