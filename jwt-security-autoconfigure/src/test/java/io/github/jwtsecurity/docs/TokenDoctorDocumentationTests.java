package io.github.jwtsecurity.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.doctor.TokenDoctorApplication;
import io.github.jwtsecurity.token.InvalidTokenException.Reason;
import io.github.jwtsecurity.token.TokenAutoConfiguration;
import io.github.jwtsecurity.token.TokenDoctor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the endpoint in {@code docs/token-doctor.md}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TokenDoctorDocumentationTests {

	private static final Page PAGE = Page.of("docs/token-doctor.md");

	private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

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
	void checksAreInTheOrderOfThePage() {
		List<String> documented = new ArrayList<>(documentedChecks());
		documented.remove("issuer");
		assertThat(checks()).isEqualTo(documented);
	}

	@Test
	void checksOfSeveralIssuersAreInTheOrderOfThePage() {
		List<String> documented = new ArrayList<>(documentedChecks());
		documented.removeAll(List.of("payload", "issuer"));
		documented.addAll(documented.indexOf("algorithm"), List.of("payload", "issuer"));
		assertThat(PAGE.text()).contains("With several issuers, `payload` and `issuer` come before `algorithm`");
		assertThat(checks("jwt-security.issuer=https://home.example",
				"jwt-security.issuers.shop.issuer=https://shop.example",
				"jwt-security.issuers.shop.secret=shop-" + TestTokens.SECRET,
				"jwt-security.issuers.shop.user-id-claim=user_id", "jwt-security.issuers.shop.user-id-prefix=shop:"))
			.isEqualTo(documented);
	}

	@Test
	void reasonsOfTheDoctorAreThoseOfTheDecoder() {
		List<String> reasons = Page.of("docs/audit.md").table("reason").stream().map((row) -> row.get(0)).toList();
		List<String> decoder = Stream.of(Reason.values()).map(Reason::name).toList();
		assertThat(reasons.subList(0, decoder.size())).containsExactlyInAnyOrderElementsOf(decoder)
			.startsWith("MALFORMED")
			.endsWith("REVOKED");
		assertThat(reasons.subList(decoder.size(), reasons.size())).contains("NO_ACCOUNT", "NO_SESSION");
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
	void commandsOfThePageLeadToTheEndpoint(@TempDir Path directory) throws IOException, InterruptedException {
		List<String> commands = PAGE.blocks()
			.stream()
			.filter((block) -> block.language().equals("shell"))
			.map((block) -> block.text()
				.replace("java -Dloader.main=", "'%s' -XX:TieredStopAtLevel=1 -Dloader.main=".formatted(JAVA))
				.replace("-cp app.jar", "-cp '%s'".formatted(System.getProperty("java.class.path")))
				.replace("org.springframework.boot.loader.launch.PropertiesLauncher",
						TokenDoctorApplication.class.getName())
				.replace("http://localhost:8080", "http://localhost:" + server.port()))
			.toList();
		assertThat(PAGE.text()).contains("-Dloader.main=" + TokenDoctorApplication.class.getName() + " -cp app.jar");
		String output = ShellBlockTests.run(directory, Map.of("JWT_SECURITY_SECRET", TestTokens.SECRET), commands);
		assertThat(output).containsSubsequence("outcome      ACCEPTED", "\"outcome\":\"ACCEPTED\"");
	}

	@Test
	void tokenOfAUserIsNotEnough() {
		Answer answer = server.json()
			.post(PATH, Map.of("token", "x"), "Authorization", "Bearer " + TestTokens.validFor("alice"));
		answer.refused(403, "access_denied");
		server.json().post(PATH, Map.of("token", "x")).refused(401, "token_missing");
	}

	private static List<String> documentedChecks() {
		return PAGE.table("check")
			.stream()
			.flatMap((row) -> Stream.of(row.get(0).split(", ")))
			.filter((name) -> !name.equals("the names of token.required-claims"))
			.toList();
	}

	private static List<String> checks(String... properties) {
		List<String> names = new ArrayList<>();
		Map<String, Object> claims = TestTokens.claims("alice");
		claims.put("iss", "https://home.example");
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class))
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET, "jwt-security.token.required-claims=")
			.withPropertyValues(properties)
			.run((context) -> context.getBean(TokenDoctor.class)
				.examine(TestTokens.sign(claims))
				.checks()
				.forEach((result) -> names.add(result.check())));
		return names;
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
