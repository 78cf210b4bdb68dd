package io.github.jwtsecurity.docs;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.doctor.TokenDoctorApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the endpoint in {@code docs/token-doctor.md}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TokenDoctorDocumentationTests {

	private static final Page PAGE = Page.of("docs/token-doctor.md");

	private static final String PATH = "/actuator/jwtsecurity";

	private static NoteServer server;

	@BeforeAll
	static void start() {
		server = NoteServer.start(NoteRoutes.class, NoteServer.ALL_AUTO_CONFIGURATIONS,
				"management.endpoints.web.exposure.include=jwtsecurity",
				"management.endpoint.jwtsecurity.access=unrestricted",
				"jwt-security.web.actuator-authorities=SCOPE_operations");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void answerHasTheFormOfThePage(CapturedOutput output) {
		Map<String, Object> claims = TestTokens.claims("alice");
		claims.put("iat", 1_000_000_000);
		claims.put("exp", 1_000_000_060);
		String token = TestTokens.sign(claims);
		Answer answer = examine(PATH, Map.of("token", token));
		JsonNode documented = PAGE.json().get(0);
		assertThat(PAGE.text()).contains("    jwtsecurity:\n      access: unrestricted\n");
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		assertThat(answer.json().propertyNames()).containsExactlyElementsOf(documented.propertyNames());
		assertThat(answer.json().path("outcome")).isEqualTo(documented.path("outcome"));
		assertThat(answer.json().path("reason")).isEqualTo(documented.path("reason"));
		JsonNode expiry = check(answer.json(), "expiry");
		assertThat(expiry.propertyNames()).containsExactlyElementsOf(documented.at("/checks/1").propertyNames());
		assertThat(expiry.path("remedy")).isEqualTo(documented.at("/checks/1/remedy"));
		assertThat(expiry.path("found").asString()).isEqualTo("2001-09-09T01:47:40Z");
		assertThat(check(answer.json(), "nbf")).isEqualTo(documented.at("/checks/0"));
		assertThat(check(answer.json(), "validators")).isEqualTo(documented.at("/checks/2"));
		assertThat(answer.text()).doesNotContain(token, "alice", "someone@example.com");
		assertThat(output).doesNotContain(token, token.substring(token.lastIndexOf('.') + 1));
	}

	@Test
	void everyCheckIsDocumented() {
		List<String> names = PAGE.rows()
			.stream()
			.flatMap((row) -> Arrays.stream(row.get(0).split(", ")))
			.map((name) -> name.replace("`", ""))
			.toList();
		Answer answer = examine(PATH, Map.of("token", TestTokens.validFor("alice")));
		assertThat(answer.json().path("outcome").asString()).isEqualTo("ACCEPTED");
		List<String> checks = answer.json()
			.path("checks")
			.valueStream()
			.map((check) -> check.path("check").asString())
			.filter((name) -> !name.equals("email"))
			.toList();
		assertThat(names).containsAll(checks);
		assertThat(Stream.of("text", "header", "algorithm", "signature", "payload").toList())
			.isEqualTo(checks.subList(0, 5));
	}

	@Test
	void tokenInTheQueryIsRefused() {
		String token = TestTokens.validFor("alice");
		assertThat(examine(PATH + "?token=" + token, Map.of()).status()).isEqualTo(400);
		assertThat(examine(PATH + "?x=1", Map.of("token", token)).status()).isEqualTo(400);
		assertThat(examine(PATH, Map.of()).status()).isEqualTo(400);
		assertThat(examine(PATH, Map.of("token", List.of(token))).status()).isEqualTo(400);
		assertThat(examine(PATH, Map.of("token", List.of(token))).text()).doesNotContain(token);
	}

	@Test
	void commandIsThatOfThePage() {
		assertThat(PAGE.text()).contains("-Dloader.main=" + TokenDoctorApplication.class.getName() + " -cp app.jar")
			.contains("mint --user-id alice", "`--email`", "`--lifetime`");
	}

	@Test
	void tokenOfAUserIsNotEnough() {
		Answer answer = server.json()
			.post(PATH, Map.of("token", "x"), "Authorization", "Bearer " + TestTokens.validFor("alice"));
		answer.refused(403, "access_denied");
		server.json().post(PATH, Map.of("token", "x")).refused(401, "token_missing");
	}

	private static Answer examine(String path, Map<String, Object> body) {
		return server.json()
			.post(path, body, "Authorization", "Bearer " + TestTokens.withScope("operator", "operations"));
	}

	private static JsonNode check(JsonNode answer, String name) {
		return answer.path("checks")
			.valueStream()
			.filter((check) -> check.path("check").asString().equals(name))
			.findFirst()
			.orElseThrow();
	}

}
