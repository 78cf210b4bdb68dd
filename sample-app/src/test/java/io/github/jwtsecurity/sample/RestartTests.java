package io.github.jwtsecurity.sample;

import java.util.Map;

import io.github.jwtsecurity.sample.Users.User;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;

import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the application on a PostgreSQL database that it has already used.
 */
class RestartTests {

	private static final String EMAIL = "alice@example.com";

	@Test
	void accountsTasksAndTokensOutliveARestart() throws Exception {
		try (EmbeddedPostgres database = EmbeddedPostgres.start()) {
			User before;
			try (PostgresInstance instance = PostgresInstance.start(database)) {
				before = instance.accounts().signUp(EMAIL);
				before.client()
					.post()
					.uri("/api/{user_id}/tasks", before.id())
					.contentType(MediaType.APPLICATION_JSON)
					.body(Map.of("title", "Buy milk"))
					.exchange()
					.expectStatus()
					.isCreated();
			}
			try (PostgresInstance instance = PostgresInstance.start(database)) {
				Accounts accounts = instance.accounts();
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
			try (PostgresInstance instance = PostgresInstance.start(database,
					"--jwt-security.accounts.enabled=false")) {
				assertThat(instance.context().isRunning()).isTrue();
			}
			try (PostgresInstance instance = PostgresInstance.start(database)) {
				User user = instance.accounts().signUp(EMAIL);
				user.client()
					.get()
					.uri("/api/{user_id}/tasks", user.id())
					.exchange()
					.expectBody(String.class)
					.isEqualTo("[]");
			}
		}
	}

}
