package io.github.jwtsecurity.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.github.jwtsecurity.LibraryAutoConfigurations;
import io.github.jwtsecurity.LibraryContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.convert.converter.Converter;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WithJwtUser} and {@link JwtUserRequestPostProcessor}, which compare
 * the authentication with that of a real token.
 */
@SpringBootTest(classes = WithJwtUserTests.Application.class,
		properties = { "jwt-security.jwk-set-uri=https://issuer.invalid/jwks",
				"jwt-security.issuer=https://issuer.invalid", "jwt-security.audiences=api,other",
				"jwt-security.token.user-id-claim=uid", "jwt-security.token.required-claims=email,tenant",
				"jwt-security.token.authorities-claim=roles", "jwt-security.token.authority-prefix=ROLE_",
				"jwt-security.issuers.partner.secret=q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt8X4n",
				"jwt-security.issuers.partner.issuer=https://partner.invalid",
				"jwt-security.issuers.partner.user-id-prefix=partner:",
				"jwt-security.issuers.partner.authorities-claim=scope",
				"jwt-security.issuers.partner.authority-prefix=PARTNER_" })
@AutoConfigureMockMvc
@AutoConfigureTestTokens
@ExtendWith(OutputCaptureExtension.class)
class WithJwtUserTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private TestTokens tokens;

	@Autowired
	private Witness witness;

	@Test
	@WithJwtUser("alice")
	void userWhenAnnotatedThenAuthenticationOfARealToken() {
		assertThatSame(authentication("alice"), realAuthentication("alice", this.tokens.forUser("alice")));
		assertThat(this.mvc.get().uri("/api/bob")).hasStatus(HttpStatus.FORBIDDEN);
	}

	@Test
	@WithJwtUser(value = "alice", email = "a@b.example", authorities = { "read", "write" },
			claims = "{\"tenant\": {\"id\": 7}, \"sub\": null, \"nbf\": 1000000000}")
	void userWhenClaimsAndAuthoritiesAreSetThenAuthenticationOfARealToken() {
		Authentication authentication = authentication("alice");
		assertThatSame(authentication,
				realAuthentication("alice",
						this.tokens.forUser("alice")
							.claim("email", "a@b.example")
							.authorities("read", "write")
							.claim("tenant", Map.of("id", 7))
							.claim("nbf", 1000000000)
							.withoutClaim("sub")));
		assertThat(authentication.getAuthorities()).extracting(GrantedAuthority::getAuthority)
			.contains("ROLE_read", "ROLE_write");
	}

	@Test
	@WithJwtUser(value = "alice", issuer = "partner", authorities = "read")
	void userWhenOfAFurtherIssuerThenAuthenticationOfARealToken() {
		Authentication authentication = authentication("partner:alice");
		assertThatSame(authentication,
				realAuthentication("partner:alice", this.tokens.forUser("alice", "partner").authorities("read")));
		assertThat(authentication.getAuthorities()).extracting(GrantedAuthority::getAuthority).contains("PARTNER_read");
	}

	@Test
	void postProcessorWhenUsedThenAuthenticationOfARealToken() {
		assertThatSame(
				authentication("alice",
						JwtUserRequestPostProcessor.jwtUser("alice")
							.authorities("read")
							.claim("aud", "other")
							.claim("jti", null)),
				realAuthentication("alice",
						this.tokens.forUser("alice").authorities("read").claim("aud", "other").withoutClaim("jti")));
		assertThatSame(authentication("partner:alice", JwtUserRequestPostProcessor.jwtUser("alice").issuer("partner")),
				realAuthentication("partner:alice", this.tokens.forUser("alice", "partner")));
		assertThat(this.mvc.get().uri("/api/bob").with(JwtUserRequestPostProcessor.jwtUser("alice")))
			.hasStatus(HttpStatus.FORBIDDEN);
		assertThat(this.mvc.get().uri("/api/alice")).as("the next request").hasStatus(HttpStatus.UNAUTHORIZED);
	}

	@Test
	void userWhenConverterIsOfTheApplicationThenItsAuthentication() {
		LibraryContext.withoutAccounts()
			.withPropertyValues("jwt-security.generate-secret=true")
			.withUserConfiguration(Roles.class)
			.run((context) -> {
				Authentication authentication = new TestUser("alice", "home", Map.of("roles", List.of("admin")),
						List.of())
					.authentication(context);
				assertThat(authentication.getName()).isEqualTo("alice");
				assertThat(authentication.getAuthorities()).extracting(GrantedAuthority::getAuthority)
					.containsExactly("ROLE_admin");
			});
	}

	@Test
	@WithMockUser("alice")
	void getWhenPrincipalIsNoTokenThenTheLogSaysSo(CapturedOutput output) {
		assertThat(this.mvc.get().uri("/api/alice")).hasStatus(HttpStatus.FORBIDDEN)
			.bodyText()
			.contains("\"code\":\"not_owner\"")
			.doesNotContain("principal");
		assertThat(output).contains("WARN")
			.contains("Refused GET /api/alice, since its authenticated principal has no user id:"
					+ " UsernamePasswordAuthenticationToken with a principal of the type"
					+ " org.springframework.security.core.userdetails.User, which is not based on a token")
			.contains("In a test, use @WithJwtUser");
	}

	@Test
	void getWhenTokenLacksTheUserIdThenTheLogSaysSo(CapturedOutput output) {
		assertThat(this.mvc.get().uri("/api/alice").with(SecurityMockMvcRequestPostProcessors.jwt()))
			.hasStatus(HttpStatus.FORBIDDEN);
		assertThat(output).contains("no user id: JwtAuthenticationToken, whose token lacks the user id claim");
	}

	@Test
	@WithJwtUser("alice")
	void getWhenPathIsOfAnotherUserThenNoWarning(CapturedOutput output) {
		assertThat(this.mvc.get().uri("/api/bob")).hasStatus(HttpStatus.FORBIDDEN);
		assertThat(output).doesNotContain("no user id");
	}

	private Authentication authentication(String userId, RequestPostProcessor... user) {
		MockMvcTester.MockMvcRequestBuilder request = this.mvc.get().uri("/api/" + userId);
		for (RequestPostProcessor processor : user) {
			request.with(processor);
		}
		assertThat(request).hasStatusOk();
		return this.witness.seen.getAndSet(null);
	}

	private Authentication realAuthentication(String userId, TestTokenBuilder token) {
		assertThat(this.mvc.get()
			.uri("/api/" + userId)
			.with(SecurityMockMvcRequestPostProcessors.securityContext(SecurityContextHolder.createEmptyContext()))
			.header("Authorization", token.bearer())).hasStatusOk();
		return this.witness.seen.getAndSet(null);
	}

	private static void assertThatSame(Authentication authentication, Authentication real) {
		assertThat(authentication).hasSameClassAs(real);
		assertThat(authentication.getName()).isEqualTo(real.getName());
		assertThat(authentication.isAuthenticated()).isTrue();
		assertThat(authentication.getAuthorities()).extracting(GrantedAuthority::getAuthority)
			.containsExactlyElementsOf(real.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList());
		assertThat(authentication.getPrincipal()).isInstanceOf(Jwt.class);
		assertThat(claims(authentication)).isEqualTo(claims(real));
		assertThat(((Jwt) authentication.getPrincipal()).getClaims().keySet())
			.isEqualTo(((Jwt) real.getPrincipal()).getClaims().keySet());
	}

	/**
	 * Returns the claims that do not differ from token to token.
	 */
	private static Map<String, Object> claims(Authentication authentication) {
		Map<String, Object> claims = new LinkedHashMap<>(((Jwt) authentication.getPrincipal()).getClaims());
		claims.keySet().removeAll(List.of("jti", "iat", "exp"));
		return claims;
	}

	@Configuration(proxyBeanMethods = false)
	@LibraryAutoConfigurations
	@Import(Witness.class)
	static class Application {

	}

	@RestController
	static class Witness {

		private final AtomicReference<Authentication> seen = new AtomicReference<>();

		@GetMapping("/api/{user_id}")
		void see(Authentication authentication) {
			this.seen.set(authentication);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Roles {

		@Bean
		Converter<Jwt, AbstractAuthenticationToken> roles() {
			return (jwt) -> new JwtAuthenticationToken(jwt, AuthorityUtils
				.createAuthorityList(jwt.getClaimAsStringList("roles").stream().map("ROLE_"::concat).toList()));
		}

	}

}
