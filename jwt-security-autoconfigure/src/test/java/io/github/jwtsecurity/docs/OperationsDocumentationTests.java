package io.github.jwtsecurity.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the procedures in {@code docs/operations.md}.
 */
class OperationsDocumentationTests {

	private static final Page PAGE = Page.of("docs/operations.md");

	private static final String OLD = "an-old-secret-that-is-long-enough-for-hs256";

	private static final String NEXT = "the-next-secret-that-is-long-enough-for-hs256";

	private static final Map<String, String> ALICE = Map.of("email", "alice@example.com", "password",
			"Correct-horse-1");

	private final TestDatabase database = TestDatabase.h2();

	@Test
	void rotationRefusesNoGoodTokenAtAnyStep() {
		String[] accepting = { secret(OLD), previous(NEXT) };
		String[] signing = { secret(NEXT), previous(OLD) };
		assertThat(PAGE.text()).containsSubsequence("secret: ${JWT_SECRET}\n", "- ${JWT_SECRET_NEXT}\n",
				"secret: ${JWT_SECRET_NEXT}\n", "- ${JWT_SECRET}\n");
		Answer first = at((server) -> server.json().post("/api/auth/signup", ALICE), secret(OLD));
		Answer second = at((server) -> {
			assertGood(server, first);
			return refresh(server, first);
		}, accepting);
		// Instances that are still at the previous step accept these tokens, and the
		// other way round.
		at((server) -> assertGood(server, second), secret(OLD));
		Answer third = at((server) -> {
			assertGood(server, first);
			assertGood(server, second);
			return refresh(server, second);
		}, signing);
		Answer fourth = at((server) -> {
			assertGood(server, third);
			return refresh(server, third);
		}, accepting);
		Answer fifth = at((server) -> refresh(server, fourth), signing);
		at((server) -> {
			server.json().get("/api/auth/me", first.bearer()).refused(401, "token_invalid");
			return assertGood(server, fifth);
		}, secret(NEXT));
	}

	@Test
	void leakedSecretIsWorthNothingOnceReplaced() {
		assertThat(PAGE.text()).contains("### A secret leaked", "without `previous-secrets`");
		Answer signedUp = at((server) -> server.json().post("/api/auth/signup", ALICE), secret(OLD));
		at((server) -> {
			server.json().get("/api/auth/me", signedUp.bearer()).refused(401, "token_invalid");
			String forged = TestTokens.sign("{\"alg\":\"HS256\"}",
					new JsonMapper().writeValueAsString(TestTokens.claims(signedUp.userId())), OLD);
			server.json().get("/api/auth/me", "Authorization", "Bearer " + forged).refused(401, "token_invalid");
			server.json()
				.post("/api/auth/refresh", Map.of("refresh_token", signedUp.refreshToken()))
				.refused(401, "invalid_refresh_token");
			return assertGood(server, server.json().post("/api/auth/login", ALICE));
		}, secret(NEXT));
	}

	@Test
	void endpointTellsWhatIsDocumented() {
		JsonNode documented = PAGE.json().get(0);
		at((server) -> {
			Map<String, Object> claims = TestTokens.claims("operator");
			claims.put("scope", "operations");
			JsonNode told = server.json()
				.get("/actuator/jwtsecurity", "Authorization",
						"Bearer " + TestTokens.sign("{\"alg\":\"HS256\"}", new JsonMapper().writeValueAsString(claims),
								OLD))
				.json();
			assertThat(shape(told)).isEqualTo(shape(documented));
			assertThat(told.path("stores")).isEqualTo(documented.path("stores"));
			assertThat(told.path("rateLimits")).isEqualTo(documented.path("rateLimits"));
			return told;
		}, secret(OLD), NoteServer.ALL_AUTO_CONFIGURATIONS, "jwt-security.rate-limit.enabled=true",
				"management.endpoints.web.exposure.include=jwtsecurity",
				"jwt-security.web.actuator-authorities=SCOPE_operations");
	}

	@Test
	void monitoringScrapesWithATokenOrOnAPortOfItsOwn() {
		String operator = TestTokens.withScope("operator", "operations");
		String alice = TestTokens.validFor("alice");
		try (NoteServer server = NoteServer.start(Prometheus.class, NoteServer.ALL_AUTO_CONFIGURATIONS,
				"management.endpoints.web.exposure.include=prometheus,env",
				"jwt-security.web.actuator-authorities=SCOPE_operations")) {
			assertThat(server.get("/actuator/prometheus", operator).body()).isEqualTo("scraped");
			assertThat(server.get("/actuator/prometheus", alice).status()).isEqualTo(403);
			assertThat(server.get("/actuator/prometheus").status()).isEqualTo(401);
		}
		try (NoteServer server = NoteServer.start(PrometheusOnItsOwnPort.class, NoteServer.ALL_AUTO_CONFIGURATIONS,
				"management.server.port=0", "management.endpoints.web.exposure.include=prometheus,env")) {
			RawHttp management = new RawHttp(server.managementPort());
			assertThat(management.get("/actuator/prometheus").body()).isEqualTo("scraped");
			assertThat(management.get("/actuator/env").status()).isEqualTo(401);
			assertThat(management.get("/actuator/env", "Authorization: Bearer " + alice).status()).isEqualTo(403);
			assertThat(server.get("/api/alice/notes").status()).isEqualTo(401);
			assertThat(server.get("/api/alice/notes", alice).status()).isEqualTo(200);
		}
	}

	/**
	 * Returns the names of the members at all levels.
	 */
	private static List<String> shape(JsonNode node) {
		List<String> names = new ArrayList<>();
		node.properties().forEach((property) -> {
			names.add(property.getKey());
			property.getValue().propertyNames().forEach((name) -> names.add(property.getKey() + "." + name));
		});
		return names;
	}

	private <T> T at(Function<NoteServer, T> action, String... properties) {
		String[] all = Stream.concat(Arrays.stream(properties), Arrays.stream(this.database.properties()))
			.toArray(String[]::new);
		try (NoteServer server = NoteServer.startWithAccounts(NoteRoutes.class, all)) {
			return action.apply(server);
		}
	}

	private static Answer assertGood(NoteServer server, Answer tokens) {
		Answer me = server.json().get("/api/auth/me", tokens.bearer());
		assertThat(me.status()).as(me.text()).isEqualTo(200);
		return me;
	}

	private static Answer refresh(NoteServer server, Answer tokens) {
		Answer refreshed = server.json().post("/api/auth/refresh", Map.of("refresh_token", tokens.refreshToken()));
		assertThat(refreshed.status()).as(refreshed.text()).isEqualTo(200);
		assertGood(server, refreshed);
		return refreshed;
	}

	private static String secret(String value) {
		return "jwt-security.secret=" + value;
	}

	private static String previous(String value) {
		return "jwt-security.previous-secrets=" + value;
	}

	@Endpoint(id = "prometheus")
	static class Prometheus {

		@ReadOperation(produces = "text/plain")
		String scrape() {
			return "scraped";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Prometheus.class, ScrapingChain.class })
	static class PrometheusOnItsOwnPort {

	}

}
