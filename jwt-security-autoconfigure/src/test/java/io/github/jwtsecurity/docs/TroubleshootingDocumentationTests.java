package io.github.jwtsecurity.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.docs.Page.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the bodies, log lines and failures in {@code docs/troubleshooting.md} are
 * real.
 */
@ExtendWith(OutputCaptureExtension.class)
class TroubleshootingDocumentationTests {

	private static final Page PAGE = Page.of("docs/troubleshooting.md");

	private static final Map<String, String> ALICE = Map.of("email", "alice@example.com", "password", "Correct-horse-1",
			"delivery", "body");

	private static final String NOTES = "/api/alice/notes";

	/** The bodies of the responses to the requests of this test. */
	private final Set<String> bodies = new TreeSet<>();

	@Test
	void bodiesAndLogLinesAreAsShown(CapturedOutput output) {
		refuseTokens();
		refuseUsersOfAccounts();
		refuseWhileTheIssuerIsAway();
		assertThat(blocks("json")).isSubsetOf(this.bodies).hasSizeGreaterThan(12);
		assertThat(blocks("text")).hasSizeGreaterThan(4)
			.allSatisfy((line) -> assertThat(output.getOut().lines()).anyMatch((logged) -> logged.endsWith(line)));
	}

	private void refuseTokens() {
		try (NoteServer server = NoteServer.start(Orders.class, NoteServer.ALL_AUTO_CONFIGURATIONS,
				"management.endpoints.web.exposure.include=env")) {
			String payload = new JsonMapper().writeValueAsString(TestTokens.claims("alice"));
			add(server.get(NOTES, TestTokens.sign("{\"alg\":\"HS256\"}", payload, "other-" + TestTokens.SECRET)));
			add(server.get(NOTES, with((claims) -> claims.put("sub", claims.remove("user_id")))));
			add(server.get(NOTES, with((claims) -> claims.remove("email"))));
			add(server.get(NOTES, TestTokens.sign("{\"alg\":\"HS512\"}", payload)));
			add(server.get(NOTES, with((claims) -> claims.put("iat", (Long) claims.get("iat") + 120))));
			String token = TestTokens.validFor("alice");
			add(server.http().get(NOTES, "Authorization: " + token));
			add(server.http().get(NOTES, "Authorization: Bearer " + token, "Authorization: Bearer " + token));
			add(server.get(NOTES, '"' + token + '"'));
			add(server.get("/api/alice@example.com/notes", token));
			add(server.get("/actuator/env", token));
			add(server.get("//api/alice/notes", token));
			server.http()
				.send("OPTIONS", NOTES, "Origin: http://localhost:3000", "Access-Control-Request-Method: GET")
				.refused(401, "token_missing");
			assertThat(server.get("/api/bob/note", token).status()).isEqualTo(404);
			assertThat(server.http().send("DELETE", "/api/bob/notes", "Authorization: Bearer " + token).status())
				.isEqualTo(405);
			assertThat(server.get("/members/bob/orders", token).status()).isEqualTo(200);
			assertThat(server.get("/orders", token).body()).doesNotContain("\"code\"");
		}
	}

	private void refuseUsersOfAccounts() {
		try (NoteServer server = NoteServer.startWithAccounts(NoteRoutes.class, "jwt-security.cookie.enabled=true",
				"jwt-security.rate-limit.enabled=true", "jwt-security.rate-limit.login.per-account=1/1d")) {
			Answer alice = server.json().post("/api/auth/signup", ALICE);
			String cookie = server.json()
				.post("/api/auth/login", Map.of("email", ALICE.get("email"), "password", ALICE.get("password")))
				.response()
				.headers()
				.allValues("Set-Cookie")
				.stream()
				.filter((header) -> header.startsWith("__Host-access_token"))
				.map((header) -> header.split(";")[0])
				.collect(Collectors.joining());
			add(server.http().send("POST", NOTES, "Cookie: " + cookie));
			String guess = "{\"email\":\"alice@example.com\",\"password\":\"guess\"}";
			server.http().post("/api/auth/login", guess).refused(401, "invalid_credentials");
			add(server.http().post("/api/auth/login", guess));
			add(server.http().post("/api/auth/login", " ".repeat(16_385)));
			server.json().post("/api/auth/logout", "", alice.bearer());
			add(server.get(NOTES, alice.token()));
			add(server.http().post("/api/auth/refresh", "{\"refresh_token\":\"%s\"}".formatted(alice.refreshToken())));
		}
	}

	private void refuseWhileTheIssuerIsAway() {
		try (NoteServer server = NoteServer.start(NoteRoutes.class, "jwt-security.secret=",
				"jwt-security.jwk-set-uri=http://localhost:1/jwks")) {
			add(server.get(NOTES, TestTokens.sign("{\"alg\":\"RS256\",\"kid\":\"x\"}", "{}")));
		}
	}

	@Test
	void failuresAreAsShown() {
		String secret = "jwt-security.secret=" + TestTokens.SECRET;
		String keySet = "jwt-security.jwk-set-uri=https://issuer.example/jwks";
		String accounts = "jwt-security.accounts.enabled=true";
		WebApplicationContextRunner runner = LibraryContext.runner();
		List<WebApplicationContextRunner> failing = List.of(runner, runner.withPropertyValues(secret, keySet),
				runner.withPropertyValues(keySet, accounts),
				runner.withPropertyValues(secret, accounts)
					.withClassLoader(new FilteredClassLoader(EmbeddedDatabaseType.class)),
				runner.withPropertyValues(secret, accounts, "jwt-security.jdbc.initialize-schema=never"));
		List<String> messages = new ArrayList<>();
		failing.forEach((application) -> application.run((context) -> {
			assertThat(context).hasFailed();
			messages.add(messages(context.getStartupFailure()));
		}));
		assertThat(PAGE.table("failure")).hasSize(failing.size())
			.allSatisfy((row) -> assertThat(messages).anyMatch((message) -> message.contains(row.get(0))));
	}

	private static String messages(Throwable failure) {
		StringBuilder messages = new StringBuilder();
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			messages.append(cause.getMessage()).append('\n');
		}
		return messages.toString();
	}

	private static List<String> blocks(String language) {
		return PAGE.blocks()
			.stream()
			.filter((block) -> block.language().equals(language))
			.map(Block::text)
			.map(String::strip)
			.toList();
	}

	/**
	 * Adds the body of a refusal.
	 */
	private void add(Response refusal) {
		assertThat(refusal.status()).as(refusal.body()).isGreaterThanOrEqualTo(400);
		this.bodies.add(refusal.body());
	}

	private static String with(Consumer<Map<String, Object>> change) {
		Map<String, Object> claims = TestTokens.claims("alice");
		change.accept(claims);
		return TestTokens.sign(claims);
	}

	@Configuration(proxyBeanMethods = false)
	static class Orders {

		@Bean
		@Order(1)
		SecurityFilterChain orders(HttpSecurity http) {
			http.securityMatcher("/orders/**");
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			return http.build();
		}

		@Bean
		MemberController memberController() {
			return new MemberController();
		}

	}

	@RestController
	static class MemberController {

		@GetMapping("/members/{uid}/orders")
		String orders() {
			return "orders";
		}

	}

}
