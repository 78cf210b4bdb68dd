package io.github.jwtsecurity.sample;

import java.util.List;

import io.github.jwtsecurity.sample.Users.User;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the tasks of a user who deletes the account.
 */
@SampleTest
class AccountDeletionTests {

	@Autowired
	private RestTestClient client;

	@Autowired
	private JdbcClient jdbcClient;

	@Test
	void tasksEndWithTheAccount() {
		Accounts accounts = new Accounts(this.client);
		User user = accounts.signUp();
		User other = accounts.signUp();
		for (User owner : List.of(user, other)) {
			owner.client()
				.post()
				.uri("/api/{user}/tasks", owner.id())
				.contentType(MediaType.APPLICATION_JSON)
				.body("{\"title\": \"Title\"}")
				.exchange()
				.expectStatus()
				.isCreated();
		}
		user.client().delete().uri("/api/auth/me").exchange().expectStatus().isNoContent();
		assertThat(tasks(user)).isZero();
		assertThat(tasks(other)).isOne();
	}

	private long tasks(User user) {
		return this.jdbcClient.sql("SELECT COUNT(*) FROM task WHERE user_id = :userId")
			.param("userId", user.id())
			.query(Long.class)
			.single();
	}

}
