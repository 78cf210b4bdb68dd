package io.github.jwtsecurity.web;

import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that Actuator does not expose secrets, even if it is configured to show all
 * values.
 */
@SpringBootTest(classes = GuardedApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "A_COPY_OF_IT=" + TestTokens.SECRET, "jwt-security.secret=${A_COPY_OF_IT}",
				"jwt-security.previous-secrets=previous-" + TestTokens.SECRET, "an.innocent.value=visible",
				"management.endpoints.web.exposure.include=*", "jwt-security.web.actuator-authorities=SCOPE_actuator",
				"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always" })
class SecretExposureTests {

	@LocalServerPort
	private int port;

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/env", "/actuator/configprops", "/actuator/beans", "/actuator/conditions",
			"/actuator/jwtsecurity" })
	void getWhenEndpointShowsValuesThenNotSecrets(String endpoint) {
		Response response = get(endpoint);
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).doesNotContain(TestTokens.SECRET);
	}

	@Test
	void getWhenValueIsInnocentThenShown() {
		assertThat(get("/actuator/env").body()).contains("visible", "******");
		assertThat(get("/actuator/configprops").body()).contains("\"userIdClaim\":\"user_id\"");
	}

	private Response get(String path) {
		return new RawHttp(this.port).get(path,
				"Authorization: Bearer " + TestTokens.withScope("operator", "actuator"));
	}

}
