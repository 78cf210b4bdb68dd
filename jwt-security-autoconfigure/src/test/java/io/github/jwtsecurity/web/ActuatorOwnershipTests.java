package io.github.jwtsecurity.web;

import java.util.Arrays;

import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.ownership.InspectedRoute;
import io.github.jwtsecurity.ownership.InspectedRoute.Verdict;
import io.github.jwtsecurity.ownership.RouteInspector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the user id rule on Actuator operations whose selectors are user ids.
 */
class ActuatorOwnershipTests {

	private static final String ALICE = "Authorization: Bearer " + TestTokens.withScope("alice", "actuator");

	@ParameterizedTest
	@ValueSource(strings = { "management.server.port=", "management.server.port=0" })
	void invokeWhenSelectorIsAnotherUserThenNotOwner(String port) {
		try (ConfigurableApplicationContext context = start(port)) {
			RawHttp http = new RawHttp(port(context));
			assertThat(http.get("/actuator/notes/alice", ALICE).body()).isEqualTo("of alice");
			assertThat(http.get("/actuator/files/alice", ALICE).body()).isEqualTo("of [alice]");
			assertThat(http.post("/actuator/notes/alice", "{\"text\":\"x\"}", ALICE).body()).isEqualTo("of alice");
			for (String target : new String[] { "/actuator/notes/bob", "/actuator/notes/alice?user_id=bob",
					"/actuator/notes/alice?user_id=alice&user_id=bob", "/actuator/notes/bob?user_id=alice",
					"/actuator/files/bob", "/actuator/files/alice/bob", "/actuator/files/bob/alice",
					"/actuator/files/alice?user_id=bob" }) {
				assertNotOwner(http.get(target, ALICE));
			}
			assertNotOwner(http.post("/actuator/notes/bob", "{}", ALICE));
			assertNotOwner(http.post("/actuator/notes/alice", "{\"user_id\":\"bob\"}", ALICE));
			assertNotOwner(http.post("/actuator/notes/alice?user_id=bob", "{\"user_id\":\"alice\"}", ALICE));
			assertThat(context.getBean(RouteInspector.class).report().with(Verdict.GUARDED))
				.extracting(InspectedRoute::route)
				.contains("GET /actuator/notes/{user_id}", "POST /actuator/notes/{user_id}",
						"GET /actuator/files/{*user_id}");
		}
	}

	private static void assertNotOwner(Response response) {
		assertThat(response.refused(403, "not_owner").body()).doesNotContain("of ");
	}

	private static ConfigurableApplicationContext start(String port) {
		return new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "jwt-security.secret=" + TestTokens.SECRET,
					"management.endpoints.web.exposure.include=*",
					"jwt-security.web.actuator-authorities=SCOPE_actuator", port)
			.run();
	}

	private static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment()
			.getProperty("local.management.port", Integer.class,
					context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Notes.class, Files.class, CatchAll.class })
	static class Application {

	}

	@Endpoint(id = "notes")
	static class Notes {

		@ReadOperation(produces = "text/plain")
		String read(@Selector String user_id) {
			return "of " + user_id;
		}

		@WriteOperation(produces = "text/plain")
		String write(@Selector String user_id, String text) {
			return "of " + user_id;
		}

	}

	@Endpoint(id = "files")
	static class Files {

		@ReadOperation(produces = "text/plain")
		String read(@Selector(match = Match.ALL_REMAINING) String[] user_id) {
			return "of " + Arrays.toString(user_id);
		}

	}

	@RestControllerAdvice
	static class CatchAll {

		@ExceptionHandler
		String any(Exception exception) {
			return "caught";
		}

	}

}
