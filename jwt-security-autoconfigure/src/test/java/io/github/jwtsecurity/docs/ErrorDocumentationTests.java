package io.github.jwtsecurity.docs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The answers in {@code docs/errors.md} and the README are the real ones.
 */
class ErrorDocumentationTests {

	private static final Page PAGE = Page.of("docs/errors.md");

	private static final Page README = Page.of("README.md");

	@Test
	void everyCodeIsDocumentedAndNoOther() throws ClassNotFoundException {
		List<String> codes = Arrays.stream(Class.forName("io.github.jwtsecurity.web.ErrorCode").getEnumConstants())
			.map((code) -> ((Enum<?>) code).name().toLowerCase(Locale.ROOT))
			.toList();
		assertThat(PAGE.rows()).filteredOn((row) -> row.get(0).matches("\\d{3}"))
			.extracting((row) -> row.get(1))
			.containsExactlyInAnyOrderElementsOf(codes);
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
	void mismatchIsAnsweredWithNotFoundWhereConfigured() {
		try (NoteServer server = NoteServer.start(NoteRoutes.class,
				"jwt-security.ownership.mismatch-status=not-found")) {
			assertDocumented(server.get("/api/somebody/notes", TestTokens.validFor("demo")), 404, "not_found");
		}
	}

	@Test
	void decoderThatFailsIsAnsweredWithServiceUnavailable() {
		try (NoteServer server = NoteServer.start(Unavailable.class)) {
			Response response = server.get("/api/demo/notes", TestTokens.validFor("demo"));
			assertDocumented(response, 503, "keys_unavailable");
			assertThat(response.header("Retry-After")).matches("[1-9]\\d*");
		}
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

	}

}
