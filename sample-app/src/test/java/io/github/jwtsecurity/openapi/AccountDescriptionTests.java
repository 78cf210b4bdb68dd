package io.github.jwtsecurity.openapi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.jwtsecurity.sample.SampleTest;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the OpenAPI description of the sample, with accounts and all tokens in
 * cookies.
 */
@SampleTest
@TestPropertySource(
		properties = { "jwt-security.cookie.refresh-only=false", "jwt-security.accounts.admin-authorities=admin" })
class AccountDescriptionTests {

	@Autowired
	private RestTestClient client;

	@Test
	void allEndpointsAreDescribedAsInTheFile() throws Exception {
		JsonNode file = new JsonMapper()
			.valueToTree(new Yaml().load(Files.readString(Path.of("../docs/openapi.yaml"))));
		Description description = description();
		List<String> described = file.path("paths").propertyNames().stream().map("/api/auth"::concat).toList();
		assertThat(description.paths().stream().filter((path) -> path.startsWith("/api/auth")))
			.containsExactlyInAnyOrderElementsOf(described);
		file.path("paths").forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
			JsonNode other = description.operation(method, "/api/auth" + path);
			assertThat(other.path("operationId")).isEqualTo(operation.path("operationId"));
			assertThat(description.statuses(method, "/api/auth" + path))
				.containsExactlyInAnyOrderElementsOf(operation.path("responses").propertyNames());
		}));
	}

	@Test
	void partsFitTogether() {
		description().assertConsistent();
	}

	@Test
	void schemasAreThoseOfTheFile() {
		JsonNode schemas = description().root().at("/components/schemas");
		assertThat(schemas.propertyNames()).contains("Task", "JwtSecurityUser").doesNotContain("User", "Answer");
		assertThat(schemas.at("/JwtSecurityTokenResponse/properties").propertyNames()).contains("access_token",
				"refresh_token", "user");
		assertThat(schemas.at("/JwtSecurityLogin/properties/delivery/type").toString())
			.isEqualTo("[\"string\",\"null\"]");
	}

	@Test
	void cookiesAreAlternatives() {
		Description description = description();
		assertThat(description.security("get", "/api/{user_id}/tasks")).containsExactly("bearer", "access_cookie");
		assertThat(description.security("post", "/api/{user_id}/tasks")).containsExactly("bearer",
				"access_cookie+csrf_header");
		assertThat(description.security("get", "/api/auth/me")).containsExactly("bearer", "access_cookie");
		assertThat(description.security("post", "/api/auth/login")).isEmpty();
		assertThat(description.security("post", "/api/auth/refresh")).containsExactly("", "refresh_cookie+csrf_header");
		JsonNode schemes = description.root().at("/components/securitySchemes");
		assertThat(Stream.of("access_cookie", "refresh_cookie", "csrf_header")
			.map((name) -> schemes.path(name).path("in").asString() + " " + schemes.path(name).path("name").asString()))
			.containsExactly("cookie __Host-access_token", "cookie __Host-refresh_token", "header X-XSRF-TOKEN");
	}

	@Test
	void tasksBelongToTheirOwner() {
		Description description = description();
		assertThat(description.parameters("get", "/api/{user_id}/tasks/{task_id}"))
			.containsExactlyInAnyOrder("path user_id true", "path task_id true");
		assertThat(description.codes("get", "/api/{user_id}/tasks", "403")).containsExactly("not_owner",
				"access_denied");
	}

	private Description description() {
		return Description.of(this.client, "/v3/api-docs");
	}

}
