package io.github.jwtsecurity.web;

import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the properties of the user id rule that change responses.
 */
class OwnershipPropertiesTests {

	@Nested
	@SpringBootTest(classes = GuardedApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { "jwt-security.secret=" + TestTokens.SECRET,
					"jwt-security.ownership.mismatch-status=not-found",
					"jwt-security.ownership.bypass-authorities=ROLE_support,ROLE_admin",
					"jwt-security.token.authorities-claim=roles", "jwt-security.token.authority-prefix=ROLE_",
					"jwt-security.token.user-id-claim=uid" })
	class Changed {

		@LocalServerPort
		private int port;

		@Test
		void getWhenMismatchThenNotFound() {
			Response response = get("/api/bob/items", "alice", List.of());
			assertThat(response.status()).isEqualTo(404);
			assertThat(response.body()).contains("\"code\":\"not_found\"").doesNotContain("owner", "another user");
			assertThat(get("/api/alice/items", "alice", List.of()).status()).isEqualTo(200);
		}

		@Test
		void getWhenBypassAuthorityThenAnyUser() {
			assertThat(get("/api/bob/items", "sue", List.of("support")).body()).contains("\"path\":\"bob\"",
					"\"verified\":\"sue\"");
			assertThat(get("/fn/bob/items", "sue", List.of("other", "admin")).status()).isEqualTo(200);
			assertThat(get("/api/bob/items", "sue", List.of("Support", "ROLE_support")).status()).isEqualTo(404);
		}

		private Response get(String path, String user, List<String> roles) {
			Map<String, Object> claims = TestTokens.claims("someone-else");
			claims.put("uid", user);
			claims.put("roles", roles);
			return new RawHttp(this.port).get(path, "Authorization: Bearer " + TestTokens.sign(claims));
		}

	}

	@Nested
	@SpringBootTest(classes = GuardedApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { "jwt-security.secret=" + TestTokens.SECRET, "jwt-security.ownership.enabled=false",
					"jwt-security.web.permit-all=GET /open/**" })
	class Disabled {

		@LocalServerPort
		private int port;

		@Test
		void sendWhenMethodIsPermittedThenThatAloneAndHead() {
			RawHttp http = new RawHttp(this.port);
			assertThat(http.get("/open/hello").status()).isEqualTo(200);
			assertThat(http.send("HEAD", "/open/hello").status()).isEqualTo(200);
			for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS")) {
				assertThat(http.send(method, "/open/hello").status()).as(method).isEqualTo(401);
			}
			assertThat(http.get("/opened").status()).isEqualTo(401);
			assertThat(http.get("/open/needs-user").status()).isEqualTo(401);
		}

		@Test
		void getWhenDisabledThenOnlyTheTokenIsVerified() {
			RawHttp http = new RawHttp(this.port);
			String alice = "Authorization: Bearer " + TestTokens.validFor("alice");
			assertThat(http.get("/api/bob/items", alice).body()).contains("\"verified\":\"alice\"");
			assertThat(http.get("/api/bob/items").status()).isEqualTo(401);
		}

	}

}
