package io.github.jwtsecurity.web;

import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = GuardedApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
		"jwt-security.secret=" + TestTokens.SECRET, "jwt-security.web.cors.allowed-origins=https://app.example" })
class CorsTests {

	private static final String ALICE = "Authorization: Bearer " + TestTokens.validFor("alice");

	@LocalServerPort
	private int port;

	private RawHttp http;

	@BeforeEach
	void connect() {
		this.http = new RawHttp(this.port);
	}

	@Test
	void preflightWhenOriginIsAllowedThenAnsweredWithoutToken() {
		Response response = preflight("https://app.example");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
		assertThat(response.header("Access-Control-Allow-Headers")).isEqualTo("authorization");
		assertThat(response.header("Access-Control-Allow-Methods")).contains("PATCH");
		assertThat(response.header("Access-Control-Allow-Credentials")).isEmpty();
	}

	@Test
	void sendWhenOriginIsAnotherThenRefused() {
		for (String origin : new String[] { "https://evil.example", "https://app.example.evil.example", "null",
				"http://app.example", "https://app.example:8443" }) {
			for (Response response : new Response[] { preflight(origin),
					this.http.get("/api/alice/items", ALICE, "Origin: " + origin) }) {
				assertThat(response.status()).as(origin).isEqualTo(403);
				assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
				assertThat(response.body()).contains("\"code\":\"access_denied\"").doesNotContain("verified");
				assertThat(response.header("Access-Control-Allow-Origin")).isEmpty();
			}
		}
	}

	@Test
	void getWhenOriginIsAllowedThenOwnershipStillHolds() {
		String origin = "Origin: https://app.example";
		Response own = this.http.get("/api/alice/items", ALICE, origin);
		assertThat(own.status()).isEqualTo(200);
		assertThat(own.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
		Response others = this.http.get("/api/bob/items", ALICE, origin);
		assertThat(others.status()).isEqualTo(403);
		assertThat(others.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
	}

	private Response preflight(String origin) {
		return this.http.send("OPTIONS", "/api/alice/items", "Origin: " + origin,
				"Access-Control-Request-Method: PATCH", "Access-Control-Request-Headers: authorization");
	}

}
