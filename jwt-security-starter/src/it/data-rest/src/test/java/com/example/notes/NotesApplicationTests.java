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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "jwt-security.secret=q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt8X4n", "spring.data.rest.base-path=/rest" })
class NotesApplicationTests {

	@Autowired
	private Environment environment;

	@Autowired
	private RouteInspector inspector;

	@Autowired
	private AccessTokenIssuer tokens;

	private String token;

	@BeforeEach
	void issue() {
		this.token = this.tokens.issue("alice", "alice@example.com", Duration.ofHours(1)).getTokenValue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/rest/me?userId=bob", "/rest/notes/me?userId=bob" })
	void getWhenRequestNamesAnotherUserThenVerifiedUser(String path) throws Exception {
		assertThat(get(path).body()).contains("alice").doesNotContain("bob");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/rest/%s/mine", "/rest/notes/of/%s" })
	void getWhenPathIsAnotherUsersThenNotOwner(String path) throws Exception {
		assertThat(get(path.formatted("alice")).body()).contains("of alice");
		assertThat(get(path.formatted("bob")).statusCode()).isEqualTo(403);
		assertThat(get(path.formatted("bob")).body()).contains("\"code\":\"not_owner\"");
	}

	@Test
	void startThenExportedRepositoriesAreReported() throws Exception {
		assertThat(get("/rest/notes").statusCode()).isEqualTo(200);
		assertThat(this.inspector.report().with(Verdict.UNINSPECTABLE)).extracting(InspectedRoute::pattern)
			.containsExactly("/rest/{repository}/**");
		assertThat(this.inspector.report().unsettled()).extracting(InspectedRoute::reason)
			.containsExactly("Spring Data REST exports repositories, whose paths do not tell the owner of an item");
	}

	private HttpResponse<String> get(String path) throws Exception {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.environment.getProperty("local.server.port") + path))
			.header("Authorization", "Bearer " + this.token)
			.build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
	}

}
