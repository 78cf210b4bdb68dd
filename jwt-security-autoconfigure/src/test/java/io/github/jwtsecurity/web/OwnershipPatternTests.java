package io.github.jwtsecurity.web;

import java.util.List;

import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.TestTokens;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for patterns in applications that configure Spring Security themselves.
 */
@ExtendWith(OutputCaptureExtension.class)
class OwnershipPatternTests {

	private static final String ALICE = "Authorization: Bearer " + TestTokens.validFor("alice");

	private static final String PATTERNS = "jwt-security.ownership.patterns=/plain/{user_id}/**";

	@Test
	void startWhenForwardsBypassTheChainThenWarns(CapturedOutput output) {
		LibraryContext.withoutAccounts(SecurityFilterAutoConfiguration.class)
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET, PATTERNS,
					"spring.security.filter.dispatcher-types=request,async,error")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("add forward to spring.security.filter.dispatcher-types");
	}

	@Test
	void startWhenChainCannotBeExtendedThenFails() {
		LibraryContext.withoutAccounts()
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET, PATTERNS)
			.withBean("fixedChain", SecurityFilterChain.class, FixedChain::new)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("'fixedChain' does not accept the filter"));
	}

	@Nested
	@SpringBootTest(classes = { GuardedApplication.class, StandardResourceServer.Chain.class },
			webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { "jwt-security.secret=" + TestTokens.SECRET, PATTERNS })
	class StandardResourceServer {

		@LocalServerPort
		private int port;

		@Test
		void getThenOnlyThatUser() {
			RawHttp http = new RawHttp(this.port);
			assertThat(http.get("/plain/alice/x", ALICE).body()).isEqualTo("of /alice/x");
			http.get("/plain/bob/x", ALICE).refused(403, "not_owner");
			assertThat(http.get("/plain/bob/x").status()).isEqualTo(401);
		}

		@TestConfiguration(proxyBeanMethods = false)
		static class Chain {

			@Bean
			@Order(0)
			SecurityFilterChain resourceServer(HttpSecurity http) {
				http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
				http.oauth2ResourceServer((server) -> server.jwt(Customizer.withDefaults()));
				return http.build();
			}

		}

	}

	@Nested
	@SpringBootTest(classes = { GuardedApplication.class, Ignoring.Customization.class },
			webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { "jwt-security.secret=" + TestTokens.SECRET, PATTERNS })
	class Ignoring {

		@LocalServerPort
		private int port;

		@Test
		void getWhenSecurityIsIgnoredThenRefused() {
			RawHttp http = new RawHttp(this.port);
			http.get("/plain/bob/x", ALICE).refused(401, "token_missing");
			http.get("/plain/bob/x").refused(401, "token_missing");
		}

		@TestConfiguration(proxyBeanMethods = false)
		static class Customization {

			@Bean
			WebSecurityCustomizer ignoring() {
				return (web) -> web.ignoring().requestMatchers("/plain/**");
			}

		}

	}

	@Nested
	@SpringBootTest(classes = { GuardedApplication.class, Semicolons.Firewall.class },
			webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { "jwt-security.secret=" + TestTokens.SECRET, PATTERNS })
	class Semicolons {

		@LocalServerPort
		private int port;

		@Test
		void getWhenContainerChangesThePathThenBothAreChecked() {
			RawHttp http = new RawHttp(this.port);
			assertThat(http.get("/plain/alice;v=1/x", ALICE).body()).isEqualTo("of /alice/x");
			for (String path : new String[] { "/plain/alice/..;/bob/x", "/plain/;x/bob/x", "/plain/bob;v=alice/x" }) {
				http.get(path, ALICE).refused(403, "not_owner");
			}
		}

		@TestConfiguration(proxyBeanMethods = false)
		static class Firewall {

			@Bean
			HttpFirewall httpFirewall() {
				StrictHttpFirewall firewall = new StrictHttpFirewall();
				firewall.setAllowSemicolon(true);
				return firewall;
			}

		}

	}

	private static final class FixedChain implements SecurityFilterChain {

		@Override
		public boolean matches(HttpServletRequest request) {
			return true;
		}

		@Override
		public List<Filter> getFilters() {
			return List.of();
		}

	}

}
