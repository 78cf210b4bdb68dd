package io.github.jwtsecurity.sample;

import java.util.Map;

import io.github.jwtsecurity.sample.Users.User;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application on a PostgreSQL that it has used before.
 */
class RestartTests {

	private static final String EMAIL = "alice@example.com";

	@Test
	void accountsTasksAndTokensOutliveARestart() throws Exception {
		try (EmbeddedPostgres database = EmbeddedPostgres.start()) {
			User before;
			try (ConfigurableApplicationContext context = start(database)) {
				before = accounts(context).signUp(EMAIL);
				before.client()
					.post()
					.uri("/api/{user_id}/tasks", before.id())
					.contentType(MediaType.APPLICATION_JSON)
					.body(Map.of("title", "Buy milk"))
					.exchange()
					.expectStatus()
					.isCreated();
			}
			try (ConfigurableApplicationContext context = start(database)) {
				Accounts accounts = accounts(context);
				User after = accounts.user(accounts.post("login", EMAIL, Accounts.PASSWORD));
				assertThat(after.id()).isEqualTo(before.id());
				for (String token : new String[] { before.token(), after.token() }) {
					accounts.client()
						.get()
						.uri("/api/{user_id}/tasks", before.id())
						.header("Authorization", "Bearer " + token)
						.exchange()
						.expectBody()
						.jsonPath("$[*].title")
						.isEqualTo("Buy milk");
				}
			}
		}
	}

	@Test
	void accountsCanBeAddedToADatabaseThatHasTasks() throws Exception {
		try (EmbeddedPostgres database = EmbeddedPostgres.start()) {
			try (ConfigurableApplicationContext context = start(database, "--jwt-security.accounts.enabled=false")) {
				assertThat(context.isRunning()).isTrue();
			}
			try (ConfigurableApplicationContext context = start(database)) {
				User user = accounts(context).signUp(EMAIL);
				user.client()
					.get()
					.uri("/api/{user_id}/tasks", user.id())
					.exchange()
					.expectBody(String.class)
					.isEqualTo("[]");
			}
		}
	}

	private static ConfigurableApplicationContext start(EmbeddedPostgres database, String... arguments) {
		return new SpringApplicationBuilder(SampleApplication.class).profiles("postgres")
			.properties("server.port=0", "JWT_SECRET=a-secret-of-this-test-that-is-long-enough",
					"DB_URL=jdbc:postgresql://localhost:%d/postgres".formatted(database.getPort()), "DB_USER=postgres",
					"DB_PASSWORD=postgres")
			.run(arguments);
	}

	private static Accounts accounts(ConfigurableApplicationContext context) {
		String port = context.getEnvironment().getProperty("local.server.port");
		return new Accounts(RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build());
	}

}
