package io.github.jwtsecurity.sample;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.jwtsecurity.sample.Users.User;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the application under a context path.
 */
@SampleTest
@TestPropertySource(properties = "server.servlet.context-path=/sample")
class ContextPathTests {

	@Autowired
	private Users users;

	@Autowired
	private RestTestClient client;

	@LocalServerPort
	private int port;

	@Test
	void locationBeginsWithTheContextPath() {
		User user = this.users.create();
		ResponseSpec response = user.client()
			.post()
			.uri("/api/{user}/tasks", user.id())
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"title\": \"Title\"}")
			.exchange();
		URI location = Objects.requireNonNull(response.returnResult(String.class).getResponseHeaders().getLocation());
		assertThat(location.toString()).startsWith("/sample/api/%s/tasks/".formatted(user.id()));
		user.client()
			.get()
			.uri(URI.create("http://localhost:" + this.port).resolve(location))
			.exchange()
			.expectStatus()
			.isOk();
	}

	@Test
	void newUserHasTheOwnPathAlone() {
		User user = new Accounts(this.client).signUp();
		user.client().get().uri("/api/{user}/tasks", user.id()).exchange().expectStatus().isOk();
		Problems
			.assertProblem(user.client().get().uri("/api/somebody/tasks").exchange(), HttpStatus.FORBIDDEN, "not_owner")
			.extractingPath("$.instance")
			.isEqualTo("/sample/api/somebody/tasks");
	}

	@Test
	void problemNamesTheWholePath() {
		User user = this.users.create();
		Problems.assertProblem(user.client().get().uri("/x").exchange(), HttpStatus.NOT_FOUND, "not_found")
			.extractingPath("$.instance")
			.isEqualTo("/sample/x");
	}

	@Test
	void pageNeedsNoTokenAndRefersToItsFiles() {
		for (String path : List.of("/", "/login", "/tasks/somebody")) {
			String page = Objects
				.requireNonNull(this.client.get().uri(path).exchange().returnResult(String.class).getResponseBody());
			assertThat(page).contains("<base href=\"/sample/\">");
			Matcher script = Pattern.compile("src=\"(assets/[^\"]+)\"").matcher(page);
			assertThat(script.find()).isTrue();
			this.client.get().uri("/" + script.group(1)).exchange().expectStatus().isOk();
		}
	}

}
