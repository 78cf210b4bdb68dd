package io.github.jwtsecurity.web;

import java.util.stream.Stream;

import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.ownership.OwnershipAutoConfiguration;
import io.github.jwtsecurity.ownership.UserIdPathAuthorizationManager;
import io.github.jwtsecurity.ownership.UserIdResolver;
import io.github.jwtsecurity.token.TokenAutoConfiguration;
import jakarta.servlet.ServletContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.web.OAuth2ProtectedResourceMetadataFilter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.savedrequest.RequestCacheAwareFilter;
import org.springframework.security.web.session.SessionManagementFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for the beans of {@link WebSecurityAutoConfiguration} and their back-off.
 */
@ExtendWith(OutputCaptureExtension.class)
class WebSecurityAutoConfigurationTests {

	private final WebApplicationContextRunner runner = LibraryContext.withoutAccounts(others())
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET);

	/**
	 * Returns auto-configurations of Spring Boot, among them those of the resource server
	 * with their names in Spring Boot 4.1 and in 4.0.
	 */
	private static Class<?>[] others() {
		Stream<Class<?>> resourceServer = Stream
			.of("OAuth2ResourceServerAutoConfiguration", "web.OAuth2ResourceServerWebSecurityAutoConfiguration",
					"servlet.OAuth2ResourceServerAutoConfiguration")
			.map("org.springframework.boot.security.oauth2.server.resource.autoconfigure."::concat)
			.filter((name) -> ClassUtils.isPresent(name, null))
			.map((name) -> ClassUtils.resolveClassName(name, null));
		return Stream
			.concat(Stream.of(SecurityFilterAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class),
					resourceServer)
			.toArray(Class<?>[]::new);
	}

	@Test
	void defaultThenOurChainAlone() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(SecurityFilterChain.class).doesNotHaveBean(UserDetailsService.class);
			assertThat(context.getBean("jwtSecurityFilterChain")).isSameAs(context.getBean(SecurityFilterChain.class));
			assertThat(context.getBean(SecurityFilterChain.class).getFilters())
				.hasAtLeastOneElementOfType(BearerTokenAuthenticationFilter.class)
				.doesNotHaveAnyElementsOfTypes(CsrfFilter.class, LogoutFilter.class, RequestCacheAwareFilter.class,
						SessionManagementFilter.class, OwnershipPatternFilter.class,
						OAuth2ProtectedResourceMetadataFilter.class);
		});
	}

	@Test
	void resourceServerIsConfiguredAndWantedEarlyThenOursAreStillBefore() {
		this.runner.withConfiguration(AutoConfigurations.of(AfterResourceServer.class))
			.withPropertyValues("spring.security.oauth2.resourceserver.jwt.jwk-set-uri=https://issuer.example/jwks")
			.run((context) -> {
				assertThat(context).hasSingleBean(SecurityFilterChain.class).hasBean("jwtSecurityFilterChain");
				assertThat(context).getBean(JwtDecoder.class).isNotInstanceOf(NimbusJwtDecoder.class);
			});
	}

	@Test
	void defaultThenHandlersAreNoCandidatesForOtherChains() {
		this.runner.withUserConfiguration(OtherChainsNeeds.class).run((context) -> {
			OtherChainsNeeds needs = context.getBean(OtherChainsNeeds.class);
			assertThat(needs.entryPoint.getIfAvailable()).isNull();
			assertThat(needs.accessDeniedHandler.getIfAvailable()).isNull();
		});
	}

	@Test
	void ownChainThenOursBacksOffAndRuleStays() {
		this.runner.withUserConfiguration(PlainChain.class).run((context) -> {
			assertThat(context).hasSingleBean(SecurityFilterChain.class)
				.doesNotHaveBean("jwtSecurityFilterChain")
				.hasSingleBean(RequestRejectedHandler.class)
				.hasBean("ownershipInterceptor")
				.hasSingleBean(UserIdPathAuthorizationManager.class);
			assertThat(context.getBean(SecurityFilterChain.class).getFilters())
				.doesNotHaveAnyElementsOfTypes(BearerTokenAuthenticationFilter.class);
		});
	}

	@Test
	void ownChainWithTheLineThenHasEverything() {
		this.runner.withUserConfiguration(ChainWithLine.class)
			.withPropertyValues("jwt-security.ownership.patterns=/files/{user_id}/**")
			.run((context) -> {
				assertThat(context).hasSingleBean(SecurityFilterChain.class).doesNotHaveBean("jwtSecurityFilterChain");
				assertThat(context.getBean(SecurityFilterChain.class).getFilters())
					.hasAtLeastOneElementOfType(BearerTokenAuthenticationFilter.class)
					.hasAtLeastOneElementOfType(OwnershipPatternFilter.class)
					.hasAtLeastOneElementOfType(CsrfFilter.class);
			});
	}

	@Test
	void ownDecoderThenUsed() {
		JwtDecoder own = mock(JwtDecoder.class);
		this.runner.withPropertyValues("jwt-security.secret=").withBean(JwtDecoder.class, () -> own).run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(SecurityFilterChain.class);
			assertThat(context.getBean(JwtDecoder.class)).isSameAs(own);
		});
	}

	@Test
	void ownBeansMakeConfigurationUselessThenWarns(CapturedOutput output) {
		this.runner.withUserConfiguration(PlainChain.class)
			.withBean(JwtDecoder.class, () -> mock(JwtDecoder.class))
			.withPropertyValues("jwt-security.issuer=https://issuer.example", "jwt-security.audiences=tasks",
					"jwt-security.ownership.patterns=/files/{user_id}/**",
					"jwt-security.web.actuator-authorities=SCOPE_actuator")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains("jwt-security.issuer is set but not checked",
				"jwt-security.audiences is set but not checked",
				"jwt-security.web.actuator-authorities is set but not checked");
	}

	@Test
	void settingsNeedAnotherOneThenWarns(CapturedOutput output) {
		this.runner
			.withPropertyValues("jwt-security.cookie.refresh-only=true", "jwt-security.sessions.sliding.enabled=on")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll().lines().filter((line) -> line.contains(" WARN "))).satisfiesExactlyInAnyOrder(
				(line) -> assertThat(line).contains("jwt-security.cookie.refresh-only is true but no cookie",
						"jwt-security.cookie.enabled is true"),
				(line) -> assertThat(line).contains("jwt-security.sessions.sliding.enabled is true but no token",
						"jwt-security.accounts.enabled is true"));
	}

	@Test
	void configurationIsUsedThenNoWarning(CapturedOutput output) {
		this.runner.withUserConfiguration(ChainWithLine.class)
			.withPropertyValues("jwt-security.issuer=https://issuer.example",
					"jwt-security.ownership.patterns=/files/{user_id}/**",
					"jwt-security.web.actuator-authorities=SCOPE_actuator")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).doesNotContain(" WARN ");
	}

	@Test
	void ownUserIdResolverThenUsed() {
		UserIdResolver own = (authentication) -> "me";
		this.runner.withBean(UserIdResolver.class, () -> own)
			.run((context) -> assertThat(context.getBean(UserIdResolver.class)).isSameAs(own));
	}

	@Test
	void ownRequestRejectedHandlerThenUsed() {
		RequestRejectedHandler own = mock(RequestRejectedHandler.class);
		this.runner.withBean(RequestRejectedHandler.class, () -> own)
			.run((context) -> assertThat(context.getBean(RequestRejectedHandler.class)).isSameAs(own));
	}

	@Test
	void defaultThenHostNameNotChecked() {
		this.runner.run((context) -> assertThat(isRefused(context, "evil.example")).isFalse());
	}

	@Test
	void ownHttpFirewallThenUsed() {
		this.runner.withUserConfiguration(OwnFirewall.class).run((context) -> assertOwnFirewallIsUsed(context));
	}

	@Test
	void ownHttpFirewallOfLaterAutoConfigurationThenUsed() {
		this.runner.withConfiguration(AutoConfigurations.of(LaterFirewall.class))
			.run((context) -> assertOwnFirewallIsUsed(context));
	}

	@Test
	void ownHttpFirewallOfCustomizerThenUsed() {
		this.runner.withBean(WebSecurityCustomizer.class, () -> (web) -> web.httpFirewall(OwnFirewall.create()))
			.run((context) -> assertOwnFirewallIsUsed(context));
	}

	@Test
	void webMvcAbsentThenChainAndPatternsStillWork() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class, OwnershipAutoConfiguration.class,
					WebSecurityAutoConfiguration.class, SecurityAutoConfiguration.class,
					ServletWebSecurityAutoConfiguration.class))
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET,
					"jwt-security.ownership.patterns=/files/{user_id}/**")
			.withClassLoader(new FilteredClassLoader(DispatcherServlet.class.getPackageName()))
			.run((context) -> {
				assertThat(context).hasNotFailed()
					.hasSingleBean(SecurityFilterChain.class)
					.doesNotHaveBean("ownershipInterceptor");
				assertThat(context.getBean(FilterChainProxy.class).getFilters("/any"))
					.hasAtLeastOneElementOfType(OwnershipPatternFilter.class);
			});
	}

	@Test
	void noWebApplicationThenDecoderAlone() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class, OwnershipAutoConfiguration.class,
					WebSecurityAutoConfiguration.class))
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET)
			.run((context) -> assertThat(context).hasSingleBean(JwtDecoder.class)
				.doesNotHaveBean(SecurityFilterChain.class)
				.doesNotHaveBean(UserIdPathAuthorizationManager.class));
	}

	@Test
	void ownershipDisabledThenNoGuard() {
		this.runner.withPropertyValues("jwt-security.ownership.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("ownershipInterceptor")
				.doesNotHaveBean(UserIdPathAuthorizationManager.class));
	}

	@Test
	void permitRuleIsMalformedThenStartFails() {
		for (String rule : new String[] { "public/**", "FETCH /public/**", "GET  ", "GET /a /b", "get /a", "/a/**/b/{",
				"/a/{b" }) {
			this.runner.withPropertyValues("jwt-security.web.permit-all[0]=" + rule)
				.run((context) -> assertThat(context).as(rule)
					.getFailure()
					.rootCause()
					.hasMessageContaining(
							"is neither a path pattern such as /public/** nor a method and a path pattern"));
		}
	}

	@Test
	void permitRuleHasDotSegmentsThenStartFails() {
		for (String rule : new String[] { "/a/../b", "GET /./a/**", "/%2e%2e/a" }) {
			this.runner.withPropertyValues("jwt-security.web.permit-all[0]=" + rule)
				.run((context) -> assertThat(context).as(rule)
					.getFailure()
					.rootCause()
					.hasMessageContaining("must not have a segment . or .."));
		}
	}

	@Test
	void originIsNotExactThenStartFails() {
		for (String origin : new String[] { "*", "https://*.example.com", "https://a.example/", "a.example",
				"https://a.example/path", "null", "https://user@a.example", "https://a.example:443",
				"http://a.example:80", "https://[::1]:443", "https://A.example", "HTTPS://a.example" }) {
			this.runner.withPropertyValues("jwt-security.web.cors.allowed-origins=" + origin)
				.run((context) -> assertThat(context).as(origin)
					.getFailure()
					.rootCause()
					.hasMessageContaining("jwt-security.web.cors.allowed-origins"));
		}
	}

	@Test
	void originIsExactThenStarts() {
		for (String origin : new String[] { "https://a.example", "https://a.example:8443", "https://a.example:80",
				"http://a.example:443", "http://localhost:3000", "https://[::443]", "https://[::1]:8443",
				"capacitor://localhost" }) {
			this.runner.withPropertyValues("jwt-security.web.cors.allowed-origins=" + origin)
				.run((context) -> assertThat(context).as(origin).hasNotFailed());
		}
	}

	private static void assertOwnFirewallIsUsed(AssertableWebApplicationContext context) throws Exception {
		assertThat(isRefused(context, "evil.example")).isTrue();
		assertThat(isRefused(context, "good.example")).isFalse();
	}

	private static boolean isRefused(AssertableWebApplicationContext context, String host) throws Exception {
		ServletContext servletContext = new MockServletContext();
		servletContext.setAttribute(WebApplicationContext.ROOT_WEB_APPLICATION_CONTEXT_ATTRIBUTE, context);
		MockHttpServletRequest request = new MockHttpServletRequest(servletContext, "GET", "/");
		request.setServerName(host);
		MockHttpServletResponse response = new MockHttpServletResponse();
		context.getBean(FilterChainProxy.class).doFilter(request, response, new MockFilterChain());
		return response.getStatus() == 400;
	}

	@Configuration(proxyBeanMethods = false)
	static class OtherChainsNeeds {

		private final ObjectProvider<AuthenticationEntryPoint> entryPoint;

		private final ObjectProvider<AccessDeniedHandler> accessDeniedHandler;

		OtherChainsNeeds(ObjectProvider<AuthenticationEntryPoint> entryPoint,
				ObjectProvider<AccessDeniedHandler> accessDeniedHandler) {
			this.entryPoint = entryPoint;
			this.accessDeniedHandler = accessDeniedHandler;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PlainChain {

		@Bean
		SecurityFilterChain plain(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().denyAll()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ChainWithLine {

		@Bean
		SecurityFilterChain withLine(HttpSecurity http) {
			http.with(JwtSecurityConfigurer.jwtSecurity());
			http.csrf((csrf) -> csrf.spa());
			return http.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFirewall {

		@Bean
		HttpFirewall ownHttpFirewall() {
			return create();
		}

		static HttpFirewall create() {
			StrictHttpFirewall firewall = new StrictHttpFirewall();
			firewall.setAllowedHostnames("good.example"::equals);
			return firewall;
		}

	}

	/**
	 * An auto-configuration that moves the ones of the resource server to the front.
	 */
	@AutoConfiguration(afterName = {
			"org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration",
			"org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration",
			"org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration" })
	@AutoConfigureOrder(Ordered.HIGHEST_PRECEDENCE)
	static class AfterResourceServer {

	}

	@AutoConfiguration(after = WebSecurityAutoConfiguration.class)
	static class LaterFirewall {

		@Bean
		@ConditionalOnMissingBean
		HttpFirewall laterHttpFirewall() {
			return OwnFirewall.create();
		}

	}

}
