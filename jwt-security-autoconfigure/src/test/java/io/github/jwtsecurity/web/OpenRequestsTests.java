package io.github.jwtsecurity.web;

import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OpenRequests}.
 */
class OpenRequestsTests {

	private final WebApplicationContextRunner runner = LibraryContext.runner()
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET);

	@Test
	void containWhenPermittedThenTrue() {
		this.runner.withPropertyValues("jwt-security.web.permit-all=GET /news/**").run((context) -> {
			OpenRequests requests = openRequests(context);
			assertThat(requests.contain("GET", "/news")).isTrue();
			assertThat(requests.contain("GET", "/news/1/2")).isTrue();
			assertThat(requests.contain("POST", "/news")).isFalse();
			assertThat(requests.contain("GET", "/other")).isFalse();
		});
	}

	@Test
	void containWhenAccountsThenOpenOperationsOnly() {
		this.runner.withPropertyValues("jwt-security.accounts.enabled=true").run((context) -> {
			OpenRequests requests = openRequests(context);
			assertThat(requests.contain("POST", "/api/auth/login")).isTrue();
			assertThat(requests.contain("GET", "/api/auth/me")).isFalse();
		});
	}

	@Test
	void containWhenChainsOfTheApplicationThenTheirRulesDecide() {
		this.runner.withUserConfiguration(Chains.class).run((context) -> {
			OpenRequests requests = openRequests(context);
			assertThat(requests.contain("GET", "/open/1")).isTrue();
			assertThat(requests.contain("GET", "/closed")).isFalse();
			assertThat(requests.contain("GET", "/closed/x")).isFalse();
			assertThat(requests.contain("GET", "/other")).isFalse();
		});
	}

	/**
	 * Returns the requests of a context that its servlet context knows, as on a server.
	 */
	private static OpenRequests openRequests(AssertableWebApplicationContext context) {
		context.getServletContext()
			.setAttribute(WebApplicationContext.ROOT_WEB_APPLICATION_CONTEXT_ATTRIBUTE,
					context.getSourceApplicationContext());
		return context.getBean(OpenRequests.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Chains {

		@Bean
		SecurityFilterChain api(HttpSecurity http) {
			http.securityMatchers((requests) -> requests.requestMatchers("/open/**", "/closed/**", "/closed/x"));
			http.with(JwtSecurityConfigurer.jwtSecurity());
			http.authorizeHttpRequests((requests) -> requests.requestMatchers(HttpMethod.GET, "/open/**")
				.permitAll()
				.requestMatchers((request) -> request.getServerPort() == 1)
				.permitAll()
				.anyRequest()
				.authenticated());
			return http.build();
		}

	}

}
