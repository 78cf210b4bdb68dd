package com.example.notes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.ownership.CurrentUserId;
import io.github.jwtsecurity.ownership.InspectedRoute;
import io.github.jwtsecurity.ownership.InspectedRoute.Verdict;
import io.github.jwtsecurity.ownership.RouteInspector;
import io.github.jwtsecurity.token.AccessTokenIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@ExtendWith(OutputCaptureExtension.class)
class NotesApplicationTests {

	@Test
	void queryWhenArgumentNamesAnotherUserThenVerifiedUser() throws Exception {
		try (ConfigurableApplicationContext context = start("jwt-security.web.permit-all=/graphql")) {
			String token = context.getBean(AccessTokenIssuer.class)
				.issue("alice", "alice@example.com", Duration.ofHours(1))
				.getTokenValue();
			assertThat(query(context, "{ me(userId: \\\"bob\\\") }", token)).contains("alice asks for bob");
			assertThat(query(context, "{ note { owner } }", token)).contains("\"owner\":\"alice\"");
			assertThat(query(context, "{ optional }", token)).contains("\"optional\":\"alice\"");
			assertThat(query(context, "{ optional }", null)).contains("\"optional\":\"nobody\"");
			assertThat(query(context, "{ me(userId: \\\"bob\\\") }", null)).contains("UNAUTHORIZED")
				.doesNotContain("asks for");
		}
	}

	@Test
	void startWhenUninspectableRoutesFailThenStarts() {
		try (ConfigurableApplicationContext context = start("jwt-security.ownership.uninspectable=fail")) {
			assertThat(context.getBean(RouteInspector.class).report().with(Verdict.WITHOUT_USER_ID))
				.extracting(InspectedRoute::route)
				.contains("POST /graphql");
		}
	}

	@Test
	void startWhenPathHasUserIdThenNotInspectable() {
		assertThatException().isThrownBy(() -> start("spring.graphql.http.path=/api/{user_id}/graphql",
				"jwt-security.ownership.uninspectable=fail"))
			.withMessageContaining("hides the path");
	}

	@ParameterizedTest
	@ValueSource(classes = { Batch.class, Bound.class })
	void startWhenNotResolvedThenFails(Class<?> controller, CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> new SpringApplicationBuilder(NotesApplication.class, controller)
				.properties("server.port=0", "jwt-security.secret=q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt8X4n")
				.run()
				.close());
		assertThat(output).contains("APPLICATION FAILED TO START", controller.getName() + ".call");
	}

	private static ConfigurableApplicationContext start(String... properties) {
		return new SpringApplicationBuilder(NotesApplication.class)
			.properties("server.port=0", "jwt-security.secret=q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt8X4n")
			.properties(properties)
			.run();
	}

	private static String query(ConfigurableApplicationContext context, String query, String token) throws Exception {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create(
					"http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/graphql"))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"" + query + "\"}"));
		if (token != null) {
			request.header("Authorization", "Bearer " + token);
		}
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
	}

	@Controller
	static class Batch {

		@BatchMapping(typeName = "Note", field = "batched")
		Map<NotesApplication.Note, String> call(@CurrentUserId List<NotesApplication.Note> notes) {
			return Map.of();
		}

	}

	@Controller
	static class Bound {

		@QueryMapping("bound")
		String call(@CurrentUserId @Argument String userId) {
			return userId;
		}

	}

}
