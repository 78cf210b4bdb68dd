package io.github.jwtsecurity.sample;

import io.github.jwtsecurity.account.AccountService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the application with the profile {@code better-auth}, whose users sign up
 * with Better Auth.
 */
@SpringBootTest(classes = SampleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "BETTER_AUTH_URL=http://localhost:1")
@AutoConfigureRestTestClient
@ActiveProfiles("better-auth")
class BetterAuthProfileTests {

	@Autowired
	private RestTestClient client;

	@Autowired
	private ObjectProvider<AccountService> accountService;

	@ParameterizedTest
	@CsvSource({ "POST, signup", "POST, login", "POST, logout", "POST, password", "GET, me" })
	void thereAreNoAccounts(HttpMethod method, String endpoint) {
		Problems.assertProblem(this.client.method(method)
			.uri("/api/auth/{endpoint}", endpoint)
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"email\": \"alice@example.com\", \"password\": \"Correct-horse-1\"}")
			.exchange(), HttpStatus.UNAUTHORIZED, "token_missing");
		assertThat(this.accountService.stream()).isEmpty();
	}

	@Test
	void pageNeedsNoToken() {
		this.client.get().uri("/").exchange().expectStatus().isOk();
	}

}
