package com.example.notes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import io.github.jwtsecurity.token.AccessTokenIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.OAuth2LoginRequestPostProcessor;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the login of an OAuth2 client in a service with the starter.
 */
@ExtendWith(OutputCaptureExtension.class)
class NotesApplicationTests {

	private static final String WARNING = "The login with the OAuth2 clients [github] has no endpoints";

	@Test
	void chainForTheLoginThenItsEndpointsAndTheGuard(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = run("login")) {
			HttpResponse<String> start = get(context, "/oauth2/authorization/github", null);
			assertThat(start.statusCode()).isEqualTo(302);
			assertThat(start.headers().firstValue("Location").orElseThrow())
				.startsWith("https://github.com/login/oauth/authorize?response_type=code&client_id=notes");
			assertThat(location(get(context, "/login/oauth2/code/github?code=x&state=y", null)))
				.endsWith("/login?error");
			assertThat(location(get(context, "/pages/alice", null))).endsWith("/oauth2/authorization/github");
			String token = context.getBean(AccessTokenIssuer.class)
				.issue("alice", "alice@example.com", Duration.ofHours(1))
				.getTokenValue();
			assertThat(get(context, "/api/alice/notes", null).statusCode()).isEqualTo(401);
			assertThat(get(context, "/api/bob/notes", token).statusCode()).isEqualTo(403);
			assertThat(get(context, "/api/alice/notes", token).body()).isEqualTo("[\"a note of alice\"]");
		}
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void userOfTheLoginThenGuardedPagesAreRefused() {
		try (ConfigurableApplicationContext context = run("login")) {
			MockMvcTester mvc = MockMvcTester.from((WebApplicationContext) context,
					(builder) -> builder.apply(SecurityMockMvcConfigurers.springSecurity()).build());
			OAuth2LoginRequestPostProcessor alice = SecurityMockMvcRequestPostProcessors.oauth2Login()
				.attributes((attributes) -> attributes.put("user_id", "alice"));
			assertThat(mvc.get().uri("/pages/alice").with(alice)).hasStatus(HttpStatus.FORBIDDEN);
			assertThat(mvc.get().uri("/pages").with(alice)).hasStatus(HttpStatus.OK);
		}
	}

	@Test
	void noChainForTheLoginThenAWarningNamesTheClients(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = run("default")) {
			assertThat(get(context, "/oauth2/authorization/github", null).statusCode()).isEqualTo(401);
		}
		assertThat(output).contains(WARNING).doesNotContain("client-secret-of-github");
	}

	@Test
	void clientOfAnotherServiceThenNoWarning(CapturedOutput output) {
		run("default", "--spring.security.oauth2.client.registration.github.authorization-grant-type=client_credentials")
			.close();
		assertThat(output).doesNotContain(WARNING);
	}

	private static ConfigurableApplicationContext run(String profile, String... more) {
		SpringApplication application = new SpringApplication(NotesApplication.class);
		application.setAdditionalProfiles(profile);
		application.setDefaultProperties(Map.of("JWT_SECRET", "q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt8X4n",
				"GITHUB_SECRET", "client-secret-of-github", "server.port", "0"));
		return application.run(more);
	}

	private static String location(HttpResponse<?> response) {
		return response.headers().firstValue("Location").orElseThrow();
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext context, String path, String token)
			throws Exception {
		String port = context.getEnvironment().getProperty("local.server.port");
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
		if (token != null) {
			request.header("Authorization", "Bearer " + token);
		}
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
