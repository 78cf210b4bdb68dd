package com.example.notes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import io.github.jwtsecurity.ownership.InspectedRoute;
import io.github.jwtsecurity.ownership.InspectedRoute.Verdict;
import io.github.jwtsecurity.ownership.RouteInspector;
import io.github.jwtsecurity.token.AccessTokenIssuer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class NotesApplicationTests {

	@ParameterizedTest
	@ValueSource(strings = { "servlet", "filter" })
	void getWhenPathIsAnotherUsersThenNotOwner(String type) throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(NotesApplication.class)
			.properties("server.port=0", "jwt-security.secret=q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt8X4n", "spring.jersey.type=" + type,
					"spring.jersey.application-path=/app", "server.servlet.register-default-servlet=true")
			.run()) {
			String token = context.getBean(AccessTokenIssuer.class)
				.issue("alice", "alice@example.com", Duration.ofHours(1))
				.getTokenValue();
			for (String path : new String[] { "/app/api/%s/notes", "/app/api/%s/notes/a/b", "/app/tree/x/%s/leaf" }) {
				assertThat(send(context, "GET", path.formatted("alice"), token).statusCode()).as(path).isEqualTo(200);
				assertThat(send(context, "GET", path.formatted("alice"), token).body()).as(path).endsWith(" of alice");
				refused(send(context, "GET", path.formatted("bob"), token), 403, "not_owner");
				refused(send(context, "GET", path.formatted("bob"), null), 401, "token_missing");
			}
			refused(send(context, "GET", "/app/api/b%6Fb/notes", token), 403, "not_owner");
			refused(send(context, "POST", "/app/api/bob/notes", token), 403, "not_owner");
			refused(send(context, "GET", "/app/tree/x/alice/bob/leaf", token), 403, "not_owner");
			assertThat(send(context, "GET", "/app/tree/me", token).body()).isEqualTo("alice");
			assertThat(context.getBean(RouteInspector.class).report().with(Verdict.GUARDED))
				.extracting(InspectedRoute::route)
				.contains("GET /app/api/{user_id}/notes", "POST /app/api/{user_id}/notes",
						"GET /app/api/{user_id}/notes/{rest: .+}");
			assertThat(context.getBean(RouteInspector.class).report().unsettled()).isEmpty();
		}
	}

	private static void refused(HttpResponse<String> response, int status, String code) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(response.body()).contains("\"code\":\"" + code + "\"").doesNotContain(" of ");
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
	}

	private static HttpResponse<String> send(ConfigurableApplicationContext context, String method, String path,
			String token) throws Exception {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(
					URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path))
			.method(method, HttpRequest.BodyPublishers.noBody());
		if (token != null) {
			request.header("Authorization", "Bearer " + token);
		}
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
