package io.github.jwtsecurity.web;

import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a chain of the application with the line of the library.
 */
class OwnChainTests {

	private static final String ALICE = "Authorization: Bearer " + TestTokens.validFor("alice");

	/**
	 * A rule that permits all requests precedes the user id rule, and has no effect on
	 * it.
	 */
	@Nested
	@SpringBootTest(classes = { GuardedApplication.class, Permissive.Chain.class },
			webEnvironment = WebEnvironment.RANDOM_PORT, properties = { "jwt-security.secret=" + TestTokens.SECRET,
					"jwt-security.ownership.patterns=/plain/{user_id}/**" })
	class Permissive {

		@LocalServerPort
		private int port;

		private RawHttp http;

		@BeforeEach
		void connect() {
			this.http = new RawHttp(this.port);
		}

		@Test
		void getWhenEverythingIsPermittedThenOwnershipStillHolds() {
			for (String path : new String[] { "/api/%s/items", "/fn/%s/items", "/plain/%s/x", "/async/%s" }) {
				assertThat(this.http.get(path.formatted("alice"), ALICE).status()).as(path).isEqualTo(200);
				assertThat(this.http.get(path.formatted("bob"), ALICE).status()).as(path).isEqualTo(403);
				assertThat(this.http.get(path.formatted("bob"), ALICE).body()).as(path)
					.contains("\"code\":\"not_owner\"");
				assertThat(this.http.get(path.formatted("bob")).status()).as(path).isEqualTo(401);
				assertThat(this.http.get(path.formatted("bob")).body()).as(path).contains("\"code\":\"token_missing\"");
			}
			assertThat(this.http.get("/redirect").status()).isEqualTo(302);
		}

		@Test
		void getWhenFirewallRefusesOrNothingIsThereThenSaysSo() {
			assertThat(this.http.get("/api//alice").body()).contains("\"code\":\"invalid_request\"");
			assertThat(this.http.get("/nothing").status()).isEqualTo(404);
		}

		@Test
		void getWhenTokenIsBadThenRefused() {
			assertThat(this.http.get("/redirect", "Authorization: Bearer x.y.z").status()).isEqualTo(401);
		}

		@TestConfiguration(proxyBeanMethods = false)
		static class Chain {

			@Bean
			SecurityFilterChain everythingGoes(HttpSecurity http) {
				http.with(JwtSecurityConfigurer.jwtSecurity());
				http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll());
				return http.build();
			}

		}

	}

	/**
	 * The line alone: everything needs a token.
	 */
	@Nested
	@SpringBootTest(classes = { GuardedApplication.class, Bare.Chain.class },
			webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { "jwt-security.secret=" + TestTokens.SECRET, "jwt-security.web.permit-all=/open/**" })
	class Bare {

		@LocalServerPort
		private int port;

		@Test
		void getWhenNoRulesThenDefaultRules() {
			RawHttp http = new RawHttp(this.port);
			assertThat(http.get("/me").status()).isEqualTo(401);
			assertThat(http.get("/me", ALICE).status()).isEqualTo(200);
			assertThat(http.get("/open/hello").status()).isEqualTo(200);
			assertThat(http.get("/api/bob/items", ALICE).status()).isEqualTo(403);
			assertThat(http.get("/actuator/health").status()).isEqualTo(200);
		}

		@TestConfiguration(proxyBeanMethods = false)
		static class Chain {

			@Bean
			SecurityFilterChain oneLine(HttpSecurity http) {
				return http.with(JwtSecurityConfigurer.jwtSecurity()).build();
			}

		}

	}

	/**
	 * Rules of the application and the user id rule, both of which must grant.
	 */
	@Nested
	@SpringBootTest(classes = { GuardedApplication.class, Strict.Chain.class },
			webEnvironment = WebEnvironment.RANDOM_PORT, properties = "jwt-security.secret=" + TestTokens.SECRET)
	class Strict {

		@LocalServerPort
		private int port;

		@Test
		void getWhenApplicationsRuleRefusesThenAccessDenied() {
			RawHttp http = new RawHttp(this.port);
			assertThat(http.get("/api/alice/items", ALICE).body()).contains("\"code\":\"access_denied\"");
			assertThat(http.get("/fn/alice/items", ALICE).status()).isEqualTo(200);
			assertThat(http.get("/fn/bob/items", ALICE).body()).contains("\"code\":\"not_owner\"");
			assertThat(http.get("/nothing", ALICE).status()).isEqualTo(404);
			assertThat(http.get("/broken", ALICE).status()).isEqualTo(500);
		}

		@TestConfiguration(proxyBeanMethods = false)
		static class Chain {

			@Bean
			SecurityFilterChain strict(HttpSecurity http) {
				http.authorizeHttpRequests((requests) -> requests.requestMatchers("/api/**")
					.hasAuthority("SCOPE_items")
					.anyRequest()
					.authenticated());
				http.with(JwtSecurityConfigurer.jwtSecurity());
				return http.build();
			}

		}

	}

}
