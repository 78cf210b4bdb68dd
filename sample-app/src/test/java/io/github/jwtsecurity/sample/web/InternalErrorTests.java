package io.github.jwtsecurity.sample.web;

import java.sql.SQLException;

import io.github.jwtsecurity.sample.Problems;
import io.github.jwtsecurity.sample.SampleTest;
import io.github.jwtsecurity.sample.Users;
import io.github.jwtsecurity.sample.Users.User;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;

/**
 * Tests that the response to a failure does not reveal its cause.
 */
@SampleTest
class InternalErrorTests {

	@Autowired
	private Users users;

	@MockitoBean
	private JdbcClient jdbcClient;

	@Test
	void failureTellsNothing() {
		given(this.jdbcClient.sql(any()))
			.willThrow(new BadSqlGrammarException("task", "SELECT", new SQLException("x")));
		User user = this.users.create();
		Problems
			.assertProblem(user.client().get().uri("/api/{user}/tasks", user.id()).exchange(),
					HttpStatus.INTERNAL_SERVER_ERROR, "internal_server_error")
			.isEqualTo("""
					{"type": "about:blank", "title": "Internal Server Error", "status": 500,
					 "detail": "The request failed.", "instance": "/api/%s/tasks", "code": "internal_server_error"}"""
				.formatted(user.id()), JsonCompareMode.STRICT);
	}

	@Test
	void listWhenDatabaseIsNotAvailableThenOverloaded() {
		given(this.jdbcClient.sql(any())).willThrow(new DataAccessResourceFailureException("a secret host"));
		User user = this.users.create();
		ResponseSpec response = user.client().get().uri("/api/{user}/tasks", user.id()).exchange();
		response.expectHeader().valueEquals("Retry-After", "5");
		Problems.assertProblem(response, HttpStatus.SERVICE_UNAVAILABLE, "overloaded").isEqualTo("""
				{"type": "about:blank", "title": "Service Unavailable", "status": 503,
				 "detail": "The request cannot be served at the moment.", "instance": "/api/%s/tasks",
				 "code": "overloaded"}""".formatted(user.id()), JsonCompareMode.STRICT);
	}

}
