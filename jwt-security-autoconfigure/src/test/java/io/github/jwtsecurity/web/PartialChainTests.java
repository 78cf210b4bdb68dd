package io.github.jwtsecurity.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import io.github.jwtsecurity.DebugLog;
import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.TestTokens;
import jakarta.servlet.Filter;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for filter chains of the application that match only some of the requests, or
 * that lack the line of the library.
 */
@ExtendWith(OutputCaptureExtension.class)
class PartialChainTests {

	private static final String ALICE = "Authorization: Bearer " + TestTokens.validFor("alice");

	private static final String ADMIN = "Authorization: Basic "
			+ Base64.getEncoder().encodeToString("admin:secret".getBytes(StandardCharsets.UTF_8));

	private final WebApplicationContextRunner runner = LibraryContext.withoutAccounts()
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET);

	@Test
	void startWhenChainIsPartialThenDefaultChainComesLast() {
		this.runner.withUserConfiguration(AdminChain.class).run((context) -> {
			List<SecurityFilterChain> chains = context.getBean(FilterChainProxy.class).getFilterChains();
			assertThat(chains).hasSize(2).first().isSameAs(context.getBean("adminChain"));
			assertThat(chains).last().satisfies((chain) -> {
				assertThat(FilterChains.matchesAnyRequest(chain)).isTrue();
				assertThat(FilterChains.readsBearerTokens(chain)).isTrue();
			});
		});
	}

	@Test
	void startWhenChainAuthenticatesByOtherMeansThenSaysSoWithoutWarning(CapturedOutput output) {
		this.runner.withUserConfiguration(AdminChain.class).run((context) -> assertThat(context).hasNotFailed());
		assertThatReport(output).contains("INFO", "'adminChain' for", "/admin/**",
				"http.with(JwtSecurityConfigurer.jwtSecurity());");
	}

	@Test
	void startWhenChainLacksTheLineThenWarns(CapturedOutput output) {
		this.runner.withUserConfiguration(WithoutLine.class).run((context) -> assertThat(context).hasNotFailed());
		assertThatReport(output).contains("WARN", "'withoutLine' for any request",
				"add this line to it: http.with(JwtSecurityConfigurer.jwtSecurity());");
	}

	private static AbstractStringAssert<?> assertThatReport(CapturedOutput output) {
		return assertThat(output.getAll().lines().filter((line) -> line.contains("does not read bearer tokens")))
			.singleElement()
			.asString();
	}

	@Test
	void startWhenRemainingRequestsCannotBeGuardedThenFails() {
		this.runner.withUserConfiguration(OwnProxy.class).run((context) -> {
			FailureAnalysis analysis = new UnmatchedRequestsFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("No SecurityFilterChain matches all requests",
					"'springSecurityFilterChain' of its own");
			assertThat(analysis.getAction()).contains("http.with(JwtSecurityConfigurer.jwtSecurity())");
		});
	}

	@Test
	void startWhenBeansAreLazyThenFailsAllTheSame() {
		this.runner.withUserConfiguration(OwnProxy.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context).getFailure().isInstanceOf(UnmatchedRequestsException.class));
	}

	@Test
	void startWhenChainsCannotBeReadThenFails() {
		this.runner
			.withBean("springSecurityFilterChain", Filter.class,
					() -> (request, response, chain) -> chain.doFilter(request, response))
			.withBean(SecurityFilterChain.class,
					() -> new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, List.of()))
			.run((context) -> assertThat(context).getFailure().isInstanceOf(UnmatchedRequestsException.class));
	}

	@SpringBootTest(classes = { GuardedApplication.class, AdminChain.class },
			webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { "jwt-security.secret=" + TestTokens.SECRET, "jwt-security.web.permit-all=/open/**",
					"jwt-security.ownership.patterns=/plain/{user_id}/**" })
	@Nested
	class WithAdminChain {

		@LocalServerPort
		private int port;

		@Test
		void getWhenNoChainOfTheApplicationMatchesThenDefaultChain() {
			RawHttp http = new RawHttp(this.port);
			for (String path : new String[] { "/me", "/api/alice/items", "/plain/alice/x", "/nothing" }) {
				http.get(path).refused(401, "token_missing");
				assertThat(http.get(path, ADMIN).status()).as(path).isEqualTo(401);
			}
			assertThat(http.get("/me", ALICE).status()).isEqualTo(200);
			assertThat(http.get("/plain/alice/x", ALICE).status()).isEqualTo(200);
			assertThat(http.get("/plain/bob/x", ALICE).body()).contains("\"code\":\"not_owner\"");
			assertThat(http.get("/api/bob/items", ALICE).body()).contains("\"code\":\"not_owner\"");
			assertThat(http.get("/open/hello").status()).isEqualTo(200);
		}

		@Test
		void getWhenChainOfTheApplicationMatchesThenThatOne() {
			RawHttp http = new RawHttp(this.port);
			assertThat(http.get("/admin/page").header("WWW-Authenticate")).startsWith("Basic");
			assertThat(http.get("/admin/page", ALICE).status()).isEqualTo(401);
			assertThat(http.get("/admin/page", ADMIN).status()).isEqualTo(404);
		}

	}

	@SpringBootTest(classes = { GuardedApplication.class, WithoutLine.class },
			webEnvironment = WebEnvironment.RANDOM_PORT, properties = "jwt-security.secret=" + TestTokens.SECRET)
	@Nested
	class WithoutTheLine {

		@LocalServerPort
		private int port;

		@Test
		void getWhenTokenIsNotReadThenOneLineAtDebug(CapturedOutput output) {
			DebugLog.during(UnreadTokenLog.class, () -> {
				assertThat(new RawHttp(this.port).get("/me", ALICE).status()).isEqualTo(403);
				assertThat(new RawHttp(this.port).get("/me").status()).isEqualTo(403);
			});
			assertThat(output.getAll().lines().filter((line) -> line.contains("whose bearer token was not read")))
				.singleElement()
				.asString()
				.contains("DEBUG", "GET /me", "http.with(JwtSecurityConfigurer.jwtSecurity())")
				.doesNotContain(ALICE.substring(ALICE.lastIndexOf('.')));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AdminChain {

		@Bean
		SecurityFilterChain adminChain(HttpSecurity http) {
			http.securityMatcher("/admin/**");
			http.httpBasic(Customizer.withDefaults());
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			return http.build();
		}

		@Bean
		UserDetailsService admins() {
			return new InMemoryUserDetailsManager(
					User.withUsername("admin").password("{noop}secret").roles("ADMIN").build());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithoutLine {

		@Bean
		@Order(5)
		SecurityFilterChain withoutLine(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated()).build();
		}

	}

	/**
	 * A filter that is not built from the chains of the context.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OwnProxy {

		@Bean
		FilterChainProxy springSecurityFilterChain() {
			return new FilterChainProxy(new DefaultSecurityFilterChain(
					PathPatternRequestMatcher.withDefaults().matcher("/admin/**"), List.of()));
		}

		@Bean
		SecurityFilterChain unused() {
			return new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, List.of());
		}

	}

}
