package io.github.jwtsecurity.web;

import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an issuer that cannot be reached.
 */
@SpringBootTest(classes = GuardedApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
		"jwt-security.jwk-set-uri=http://127.0.0.1:1/jwks", "management.endpoint.health.show-details=always" })
class KeysUnavailableTests {

	@LocalServerPort
	private int port;

	@Test
	void getWhenIssuerIsDownThenServiceUnavailable() {
		RawHttp http = new RawHttp(this.port);
		String token = TestTokens.sign("{\"alg\":\"EdDSA\"}", "{}");
		for (int i = 0; i < 4; i++) {
			Response response = http.get("/api/alice/items", "Authorization: Bearer " + token);
			assertThat(response.status()).isEqualTo(503);
			assertThat(response.header("Retry-After")).isEqualTo("5");
			assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
			assertThat(response.header("WWW-Authenticate")).isEmpty();
			assertThat(response.body()).contains("\"code\":\"keys_unavailable\"").doesNotContain("127.0.0.1", "jwks");
		}
		assertThat(http.get("/api/alice/items").status()).isEqualTo(401);
		String symmetric = TestTokens.validFor("alice");
		assertThat(http.get("/api/alice/items", "Authorization: Bearer " + symmetric).status()).isEqualTo(401);
		assertThat(http.get("/actuator/health").status()).isEqualTo(503);
		assertThat(http.get("/actuator/health").body()).contains("jwtSecurityKeys", "lastFailure");
		assertThat(http.get("/actuator/health/liveness").status()).isEqualTo(200);
	}

}
