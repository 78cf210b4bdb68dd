package io.github.jwtsecurity.sample;

import io.github.jwtsecurity.sample.Users.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the features of the application other than tasks.
 */
@SampleTest
class SampleApplicationTests {

	@Autowired
	private RestTestClient client;

	@Autowired
	private Users users;

	@Test
	void healthNeedsNoTokenAndTellsNoDetails() {
		this.client.get().uri("/actuator/health").exchange().expectStatus().isOk().expectBody().json("""
				{"status": "UP", "groups": ["liveness", "readiness"]}""", JsonCompareMode.STRICT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/env", "/actuator/configprops", "/actuator/heapdump", "/actuator/info",
			"/h2-console", "/api", "/api/x/y", "/api/auth", "/api/auth/x" })
	void thereIsNothingElse(String path) {
		User user = this.users.create();
		Problems.assertProblem(user.client().get().uri(path).exchange(), HttpStatus.NOT_FOUND, "not_found")
			.extractingPath("$.instance")
			.isEqualTo(path);
	}

	/**
	 * Tomcat logs a malformed header only once a day, so a request would not always show
	 * it.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "org.apache.coyote.http11.Http11Processor", "org.apache.tomcat.util.http.parser.Cookie" })
	void containerQuotesNoHeader(String logger) {
		assertThat(LoggerFactory.getLogger(logger).isInfoEnabled()).isFalse();
	}

}
