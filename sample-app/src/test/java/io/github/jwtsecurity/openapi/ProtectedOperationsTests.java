package io.github.jwtsecurity.openapi;

import java.util.UUID;

import io.github.jwtsecurity.ownership.CurrentUserId;
import io.github.jwtsecurity.web.JwtSecurityConfigurer;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import org.junit.jupiter.api.Test;
import org.springdoc.core.models.GroupedOpenApi;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProtectedOperations} in an application without accounts.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.config.name=none", "jwt-security.secret=a-secret-of-this-test-that-is-long-enough",
				"jwt-security.ownership.mismatch-status=not-found", "spring.flyway.enabled=false",
				"spring.mvc.servlet.path=/app" })
@AutoConfigureRestTestClient
class ProtectedOperationsTests {

	@Autowired
	private RestTestClient client;

	@Test
	void currentUserIdIsThePathVariable() {
		assertThat(description().parameters("get", "/notes/{userId}")).containsExactly("path userId true");
		assertThat(description().parameters("get", "/me")).isEmpty();
	}

	@Test
	void parameterOfTheApplicationIsKept() {
		assertThat(description().parameters("delete", "/notes/{userId}/{note}"))
			.containsExactlyInAnyOrder("path userId true", "path note true");
		assertThat(description().operation("delete", "/notes/{userId}/{note}").toString()).contains("An own text.")
			.doesNotContain("which must be that of the access token");
	}

	@Test
	void guardedOperationHasTheTokenAndTheRefusals() {
		Description description = description();
		assertThat(description.security("get", "/notes/{userId}")).containsExactly("bearer");
		assertThat(description.codes("get", "/notes/{userId}", "401")).containsExactly("token_missing", "token_invalid",
				"token_expired");
		assertThat(description.response("get", "/notes/{userId}", "401").path("headers").propertyNames())
			.containsExactly("WWW-Authenticate");
		assertThat(description.codes("get", "/notes/{userId}", "403")).containsExactly("access_denied");
		assertThat(description.codes("get", "/notes/{userId}", "404")).containsExactly("not_found");
		assertThat(description.root().at("/components/schemas/JwtSecurityProblem/properties").propertyNames())
			.contains("type", "title", "status", "detail", "instance", "code", "errors");
		assertThat(description.root().at("/components/securitySchemes/bearer/scheme").asString()).isEqualTo("bearer");
		assertThat(description.root().at("/components/securitySchemes").propertyNames()).containsExactly("bearer");
	}

	@Test
	void protectedOperationHasTheTokenButNoOwner() {
		assertThat(description().security("post", "/news")).containsExactly("bearer");
		assertThat(description().statuses("post", "/news")).contains("401", "403").doesNotContain("404");
		assertThat(description().codes("post", "/news", "403")).containsExactly("access_denied");
	}

	@Test
	void openOperationHasNoToken() {
		assertThat(description().security("get", "/news")).isEmpty();
		assertThat(description().statuses("get", "/news")).containsExactly("200");
	}

	@Test
	void openPathWithAUserIdStaysGuarded() {
		assertThat(description().security("get", "/news/{userId}")).containsExactly("bearer");
		assertThat(description().statuses("get", "/news/{userId}")).contains("401", "403", "404");
	}

	@Test
	void responseAndSecurityOfTheApplicationAreKept() {
		assertThat(description().security("get", "/me")).containsExactly("other");
		assertThat(description().response("get", "/me", "403").path("description").asString()).isEqualTo("Not today.");
		assertThat(description().statuses("get", "/me")).contains("401");
	}

	@Test
	void groupHasOnlyItsOperations() {
		Description group = Description.of(this.client, "/app/v3/api-docs/news");
		assertThat(group.paths()).containsExactlyInAnyOrder("/news", "/news/{userId}");
		assertThat(group.security("get", "/news/{userId}")).containsExactly("bearer");
		group.assertConsistent();
	}

	private Description description() {
		return Description.of(this.client, "/app/v3/api-docs");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Notes.class)
	static class Application {

		@Bean
		SecurityFilterChain api(HttpSecurity http) {
			http.with(JwtSecurityConfigurer.jwtSecurity());
			http.authorizeHttpRequests(
					(requests) -> requests.requestMatchers(HttpMethod.GET, "/v3/api-docs/**", "/news/**")
						.permitAll()
						.anyRequest()
						.authenticated());
			return http.build();
		}

		@Bean
		GroupedOpenApi news() {
			return GroupedOpenApi.builder().group("news").pathsToMatch("/news/**").build();
		}

	}

	@RestController
	static class Notes {

		@GetMapping("/notes/{userId}")
		String list(@CurrentUserId UUID owner) {
			return owner.toString();
		}

		@DeleteMapping("/notes/{userId}/{note}")
		void delete(@Parameter(description = "An own text.") @PathVariable String userId, @PathVariable String note) {
		}

		@GetMapping("/news")
		String news() {
			return "";
		}

		@PostMapping("/news")
		void publish() {
		}

		@GetMapping("/news/{userId}")
		String newsOf(@CurrentUserId String owner) {
			return owner;
		}

		@GetMapping("/me")
		@SecurityRequirement(name = "other")
		@ApiResponse(responseCode = "403", description = "Not today.")
		String me(@CurrentUserId String owner) {
			return owner;
		}

	}

}
