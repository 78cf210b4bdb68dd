package io.github.jwtsecurity.sample;

import java.util.Objects;

import io.github.jwtsecurity.sample.Users.User;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the application with the profile {@code signing}, and for another service
 * that knows only its key set.
 */
class SigningProfileTests {

	private static ConfigurableApplicationContext sample;

	private static ConfigurableApplicationContext other;

	@BeforeAll
	static void start() {
		sample = new SpringApplicationBuilder(SampleApplication.class).profiles("signing")
			.properties("server.port=0", "spring.datasource.url=jdbc:h2:mem:signing")
			.run();
		other = new SpringApplicationBuilder(OtherService.class)
			.properties("server.port=0", "spring.config.name=other-service",
					"jwt-security.jwk-set-uri=" + url(sample) + "/.well-known/jwks.json")
			.run();
	}

	@AfterAll
	static void stop() {
		for (ConfigurableApplicationContext context : new ConfigurableApplicationContext[] { other, sample }) {
			if (context != null) {
				context.close();
			}
		}
	}

	@Test
	void tokenOfAnAccountIsAcceptedByBothServices() {
		User alice = new Accounts(client(sample)).signUp();
		alice.client().get().uri("/api/{user_id}/tasks", alice.id()).exchange().expectStatus().isOk();
		call(alice.id(), alice.token()).expectStatus().isOk().expectBody(String.class).isEqualTo("of " + alice.id());
		Problems.assertProblem(call("somebody-else", alice.token()), HttpStatus.FORBIDDEN, "not_owner");
		Problems.assertProblem(call(alice.id(), alice.token() + "A"), HttpStatus.UNAUTHORIZED, "token_invalid");
	}

	@Test
	void keySetHasNoPrivateKey() {
		String keys = client(sample).get()
			.uri("/.well-known/jwks.json")
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(String.class)
			.getResponseBody();
		assertThat(Objects.requireNonNull(keys)).contains("\"crv\":\"Ed25519\"").doesNotContain("\"d\"");
	}

	private static RestTestClient.ResponseSpec call(String userId, String token) {
		return client(other).get()
			.uri("/reports/{user_id}", userId)
			.header("Authorization", "Bearer " + token)
			.exchange();
	}

	private static RestTestClient client(ConfigurableApplicationContext context) {
		return RestTestClient.bindToServer().baseUrl(url(context)).build();
	}

	private static String url(ConfigurableApplicationContext context) {
		return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
	}

	/**
	 * A service without accounts and without a database.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class })
	@Import(ReportController.class)
	static class OtherService {

	}

	@RestController
	static class ReportController {

		@GetMapping("/reports/{user_id}")
		String report(@PathVariable("user_id") String userId) {
			return "of " + userId;
		}

	}

}
