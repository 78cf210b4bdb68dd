package io.github.jwtsecurity.endpoint;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a client can neither write lines into the log nor pairs into the lines of
 * the audit trail.
 */
@ExtendWith(OutputCaptureExtension.class)
class LogInjectionTests {

	private static final String FORGED = "LoggedIn outcome=success user_id=admin";

	/**
	 * The characters that end a line in some program, or hide or colour the text around
	 * them.
	 */
	private static final List<String> BREAKS = List.of("\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029", "\u000b",
			"\u000c", "\u0000", "\u001b[2K", "\u202e", "\b", "\" ", "\\\" ");

	@Test
	void requestWhenHostileThenEveryLineIsOurs(CapturedOutput output) {
		try (AccountApplication.Running application = AccountApplication.start(TestDatabase.h2(),
				"server.forward-headers-strategy=native", "spring.main.banner-mode=off",
				"logging.level.io.github.jwtsecurity.web=debug", "logging.level.org.apache=off")) {
			int begin = output.getAll().length();
			BREAKS.forEach((lineBreak) -> attack(application, lineBreak + FORGED));
			List<String> lines = output.getAll().substring(begin).lines().toList();
			List<String> audit = lines.stream().filter((line) -> line.contains("jwtsecurity.audit")).toList();
			assertThat(audit).hasSizeGreaterThanOrEqualTo(BREAKS.size() * 3);
			assertThat(lines).allMatch((line) -> line.matches("\\d{4}-\\d\\d-\\d\\dT[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]*"));
			assertThat(audit).allMatch((line) -> line.matches(".* : (LoginFailed|TokenRefused|TokenMissing) .*"))
				.map((line) -> line.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "(quoted)"))
				.noneMatch((line) -> line.contains(FORGED) || line.contains("admin"));
		}
	}

	private static void attack(AccountApplication.Running application, String text) {
		JsonHttp json = application.http();
		RawHttp raw = new RawHttp(application.port());
		json.post("/api/auth/login", Map.of("email", "alice@example.com" + text, "password", text));
		json.post("/api/auth/refresh", Map.of("refresh_token", text));
		json.get("/api/auth/me", "Authorization", "Bearer " + TestTokens
			.sign("{\"alg\":\"HS256\",\"kid\":\"" + escape(text) + "\"}", "{}", "another-secret-" + FORGED));
		raw.get("/api/" + percentEncode(text) + "/items", "User-Agent: x" + text, "X-Forwarded-For: 192.0.2.1" + text,
				"Referer: " + text);
		raw.get("/api/auth/me", "User-Agent: \"" + FORGED, "X-Forwarded-For: 192.0.2.1\" " + FORGED);
	}

	private static String escape(String text) {
		StringBuilder escaped = new StringBuilder();
		text.chars().forEach((character) -> escaped.append("\\u%04x".formatted(character)));
		return escaped.toString();
	}

	private static String percentEncode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
