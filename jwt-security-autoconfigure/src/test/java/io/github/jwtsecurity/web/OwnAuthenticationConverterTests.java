package io.github.jwtsecurity.web;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.UserIdAuthenticationConverter;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for converters of the application from a token to an authentication.
 */
@ExtendWith(OutputCaptureExtension.class)
class OwnAuthenticationConverterTests {

	private static final Jwt TOKEN = Jwt.withTokenValue("token")
		.header("alg", "HS256")
		.subject("subject")
		.claim("user_id", "alice")
		.claim("roles", List.of("admin"))
		.build();

	private final WebApplicationContextRunner runner = LibraryContext.withoutAccounts()
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET);

	@ParameterizedTest
	@MethodSource
	void convertWhenBeanOfTheApplicationThenItsAuthoritiesAndTheUserIdAsName(Class<?> configuration) {
		this.runner.withUserConfiguration(configuration).run((context) -> {
			Authentication authentication = convert(context);
			assertThat(authentication.getName()).isEqualTo("alice");
			assertThat(authentication.getAuthorities()).extracting(GrantedAuthority::getAuthority)
				.contains("ROLE_admin")
				.doesNotContain("SCOPE_notes");
		});
	}

	static Stream<Class<?>> convertWhenBeanOfTheApplicationThenItsAuthoritiesAndTheUserIdAsName() {
		return Stream.of(Lambda.class, LambdaOfSubtype.class, SpringConverter.class, OwnType.class, OnePrimary.class);
	}

	@ParameterizedTest
	@MethodSource("convertWhenBeanOfTheApplicationThenItsAuthoritiesAndTheUserIdAsName")
	void convertWhenTokenOfAFurtherIssuerThenNoAuthoritiesOfTheBean(Class<?> configuration) {
		Jwt ofShop = Jwt.withTokenValue("token")
			.headers((headers) -> headers.putAll(TOKEN.getHeaders()))
			.claims((claims) -> claims.putAll(TOKEN.getClaims()))
			.issuer("shop")
			.claim("scope", "orders")
			.build();
		this.runner.withUserConfiguration(configuration)
			.withPropertyValues("jwt-security.issuers.shop.issuer=shop",
					"jwt-security.issuers.shop.jwk-set-uri=https://shop.example/jwks",
					"jwt-security.issuers.shop.user-id-prefix=shop:",
					"jwt-security.issuers.shop.authorities-claim=scope",
					"jwt-security.issuers.shop.authority-prefix=SHOP_")
			.run((context) -> {
				Authentication authentication = context.getBean(UserIdAuthenticationConverter.class).convert(ofShop);
				assertThat(authentication.getName()).isEqualTo("shop:alice");
				assertThat(authentication.getAuthorities()).extracting(GrantedAuthority::getAuthority)
					.containsExactlyInAnyOrder("SHOP_orders", "FACTOR_BEARER");
			});
	}

	@Test
	void convertWhenOtherConvertersOnlyThenTheDefault() {
		this.runner.withUserConfiguration(Others.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(convert(context)).isInstanceOf(JwtAuthenticationToken.class)
				.extracting(Authentication::getName)
				.isEqualTo("alice");
		});
	}

	@Test
	void convertWhenSubclassHasTheUserIdThenUnchanged() {
		this.runner.withUserConfiguration(OwnType.class)
			.run((context) -> assertThat(convert(context)).isInstanceOf(TenantAuthentication.class));
	}

	@ParameterizedTest
	@MethodSource
	void convertWhenAuthenticationIsNotOfTheUserThenRefused(String name,
			Converter<Jwt, AbstractAuthenticationToken> converter) {
		this.runner.withUserConfiguration(Delegating.class)
			.withBean(Delegate.class, () -> new Delegate(converter))
			.run((context) -> assertThatIllegalStateException().as(name)
				.isThrownBy(() -> convert(context))
				.withMessageContaining("must return an authentication"));
	}

	static Stream<Arguments> convertWhenAuthenticationIsNotOfTheUserThenRefused() {
		Map<String, Converter<Jwt, AbstractAuthenticationToken>> converters = new LinkedHashMap<>();
		converters.put("none", (jwt) -> null);
		converters.put("another name", (jwt) -> new TenantAuthentication(jwt, "bob"));
		converters.put("not authenticated", (jwt) -> UsernamePasswordAuthenticationToken.unauthenticated("alice", jwt));
		converters.put("token of somebody else",
				(jwt) -> new JwtAuthenticationToken(
						Jwt.withTokenValue("other").header("alg", "none").claim("user_id", "bob").build(), List.of(),
						"alice"));
		converters.put("another principal",
				(jwt) -> new UsernamePasswordAuthenticationToken("bob", jwt, AuthorityUtils.NO_AUTHORITIES));
		return converters.entrySet().stream().map((entry) -> Arguments.of(entry.getKey(), entry.getValue()));
	}

	@Test
	void startWhenSeveralConvertersThenSaysWhatToDo(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> new SpringApplicationBuilder(GuardedApplication.class, Two.class)
				.properties("server.port=0", "jwt-security.secret=" + TestTokens.SECRET)
				.run())
			.havingRootCause()
			.isInstanceOf(NoUniqueBeanDefinitionException.class);
		assertThat(output).contains("required a single bean, but 2 were found", "- lambda:", "- another:", "@Primary");
	}

	@Test
	void startWhenConverterReplacesConfiguredAuthoritiesThenWarns(CapturedOutput output) {
		this.runner.withUserConfiguration(Lambda.class)
			.withPropertyValues("jwt-security.token.authorities-claim=roles",
					"jwt-security.token.authority-prefix=ROLE_")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains("jwt-security.token.authorities-claim is set but not used",
				"jwt-security.token.authority-prefix is set but not used");
	}

	private static Authentication convert(ApplicationContext context) {
		return context.getBean(UserIdAuthenticationConverter.class).convert(TOKEN);
	}

	private static Collection<GrantedAuthority> roles(Jwt jwt) {
		return AuthorityUtils
			.createAuthorityList(jwt.getClaimAsStringList("roles").stream().map("ROLE_"::concat).toList());
	}

	/**
	 * Tests over HTTP, with a rule for roles and the user id rule.
	 */
	@Nested
	@SpringBootTest(classes = { GuardedApplication.class, OverHttp.Chain.class, SpringConverter.class },
			webEnvironment = WebEnvironment.RANDOM_PORT, properties = "jwt-security.secret=" + TestTokens.SECRET)
	class OverHttp {

		@LocalServerPort
		private int port;

		@Test
		void getWhenRolesOfTheConverterThenThoseRulesAndOwnershipHold() {
			RawHttp http = new RawHttp(this.port);
			String admin = "Authorization: Bearer " + token("alice", "admin");
			String user = "Authorization: Bearer " + token("alice", "user");
			assertThat(http.get("/api/alice/items", admin).status()).isEqualTo(200);
			assertThat(http.get("/api/bob/items", admin).body()).contains("\"code\":\"not_owner\"");
			assertThat(http.get("/api/alice/items", user).body()).contains("\"code\":\"access_denied\"");
			assertThat(http.get("/name", user).body()).isEqualTo("alice");
		}

		private static String token(String userId, String role) {
			Map<String, Object> claims = TestTokens.claims(userId);
			claims.put("sub", "bob");
			claims.put("roles", List.of(role));
			return TestTokens.sign(claims);
		}

		@TestConfiguration(proxyBeanMethods = false)
		@Import(Names.class)
		static class Chain {

			@Bean
			SecurityFilterChain roles(HttpSecurity http) {
				http.with(JwtSecurityConfigurer.jwtSecurity());
				http.authorizeHttpRequests((
						requests) -> requests.requestMatchers("/api/**").hasRole("admin").anyRequest().authenticated());
				return http.build();
			}

		}

		@RestController
		static class Names {

			@GetMapping("/name")
			String name(Authentication authentication) {
				return authentication.getName();
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Lambda {

		@Bean
		Converter<Jwt, AbstractAuthenticationToken> lambda() {
			return (jwt) -> new JwtAuthenticationToken(jwt, roles(jwt));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Delegating {

		@Bean
		Converter<Jwt, AbstractAuthenticationToken> delegating(Delegate delegate) {
			return delegate.converter()::convert;
		}

	}

	private record Delegate(Converter<Jwt, AbstractAuthenticationToken> converter) {
	}

	@Configuration(proxyBeanMethods = false)
	static class LambdaOfSubtype {

		@Bean
		Converter<Jwt, JwtAuthenticationToken> subtype() {
			return (jwt) -> new JwtAuthenticationToken(jwt, roles(jwt));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SpringConverter {

		@Bean
		JwtAuthenticationConverter spring() {
			JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
			converter.setJwtGrantedAuthoritiesConverter(OwnAuthenticationConverterTests::roles);
			return converter;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnType {

		@Bean
		Converter<Jwt, TenantAuthentication> ownType() {
			return (jwt) -> new TenantAuthentication(jwt, jwt.getClaimAsString("user_id"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Two extends Lambda {

		@Bean
		Converter<Jwt, JwtAuthenticationToken> another() {
			return JwtAuthenticationToken::new;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OnePrimary {

		@Bean
		@Primary
		Converter<Jwt, AbstractAuthenticationToken> primary() {
			return (jwt) -> new JwtAuthenticationToken(jwt, roles(jwt));
		}

		@Bean
		Converter<Jwt, JwtAuthenticationToken> another() {
			return JwtAuthenticationToken::new;
		}

	}

	/**
	 * Converters that do not convert a token to an authentication.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Others {

		@Bean
		Converter<Jwt, Collection<GrantedAuthority>> authorities() {
			return (jwt) -> List.of();
		}

		@Bean
		Converter<String, AbstractAuthenticationToken> text() {
			return (text) -> new UsernamePasswordAuthenticationToken(text, null);
		}

	}

	static final class TenantAuthentication extends JwtAuthenticationToken {

		TenantAuthentication(Jwt jwt, String name) {
			super(jwt, roles(jwt), name);
		}

	}

}
