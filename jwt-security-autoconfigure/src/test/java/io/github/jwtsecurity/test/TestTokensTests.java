package io.github.jwtsecurity.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.token.NewKeyPair;
import io.github.jwtsecurity.token.UserIdAuthenticationConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.test.context.MergedContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link TestTokens} with each key source.
 */
class TestTokensTests {

	private static final String SECRET = io.github.jwtsecurity.TestTokens.SECRET;

	private static final String PARTNER = "jwt-security.issuers.partner.";

	@TempDir
	private static Path directory;

	@ParameterizedTest
	@MethodSource("sources")
	void tokenWhenKeySourceIsConfiguredThenAcceptedAndOthersRefused(Source source) {
		run(source.properties(), (context) -> {
			JwtDecoder decoder = context.getBean(JwtDecoder.class);
			TestTokens tokens = context.getBean(TestTokens.class);
			Jwt jwt = decoder.decode(tokens.token("alice"));
			assertThat(jwt.getClaimAsString("iss")).isEqualTo(source.issuer());
			assertThat(jwt.getAudience()).isEqualTo((source.audience() != null) ? List.of(source.audience()) : null);
			assertThat(jwt.getClaimAsString(source.userIdClaim())).isEqualTo("alice");
			assertThat(jwt.getHeaders()).containsEntry("alg", source.algorithm());
			assertThat(context.getBean(UserIdAuthenticationConverter.class).convert(jwt).getName()).isEqualTo("alice");
			Map<String, String> refused = tokens.refused("alice");
			List<String> accepted = new ArrayList<>();
			refused.forEach((fault, token) -> {
				if (isAccepted(decoder, token)) {
					accepted.add(fault);
				}
			});
			assertThat(accepted).isEmpty();
			assertThat(refused.keySet().stream().anyMatch((fault) -> fault.contains("audience")))
				.isEqualTo(source.audience() != null);
		});
	}

	static Stream<Source> sources() throws IOException, JOSEException {
		return Stream.of(new Source("none", null, null, "user_id", "HS256"),
				new Source("blank", null, null, "user_id", "HS256", "jwt-security.secret="),
				new Source("unresolved secret", null, null, "user_id", "HS256",
						"jwt-security.secret=${UNKNOWN_VARIABLE}"),
				new Source("secret", null, null, "user_id", "HS256", "jwt-security.secret=" + SECRET),
				new Source("secret with rules", "https://a.example", "api", "uid", "HS512",
						"jwt-security.secret=" + SECRET + SECRET, "jwt-security.algorithms=HS512",
						"jwt-security.issuer=https://a.example", "jwt-security.audiences=api,other",
						"jwt-security.token.user-id-claim=uid", "jwt-security.token.required-claims=email,tenant,nbf"),
				new Source("generated secret", null, null, "user_id", "HS256", "jwt-security.generate-secret=true"),
				new Source("signing key", null, null, "user_id", "ES256",
						"jwt-security.signing.key-location=" + privateKey()),
				new Source("signing store", null, null, "user_id", "EdDSA", "jwt-security.signing.store=jdbc",
						"jwt-security.signing.encryption-secret=" + SECRET),
				new Source("key set", null, "api", "user_id", "ES256",
						"jwt-security.jwk-set-uri=https://issuer.invalid/jwks", "jwt-security.audiences=api"),
				new Source("key set with RSA", null, "api", "user_id", "PS256",
						"jwt-security.jwk-set-uri=https://issuer.invalid/jwks", "jwt-security.audiences=api",
						"jwt-security.algorithms=PS256"),
				new Source("unresolved key set", "https://a.example", null, "user_id", "EdDSA",
						"jwt-security.jwk-set-uri=${UNKNOWN_VARIABLE}", "jwt-security.issuer=https://a.example",
						"jwt-security.algorithms=EdDSA"),
				new Source("public key", "https://a.example", null, "user_id", "ES256",
						"jwt-security.public-key-location=file:/nowhere/issuer.pem",
						"jwt-security.issuer=https://a.example"),
				new Source("public key of Ed25519", "https://a.example", null, "user_id", "EdDSA",
						"jwt-security.public-key-location=file:/nowhere/issuer.pem",
						"jwt-security.issuer=https://a.example", "jwt-security.algorithms=EdDSA"),
				new Source("better-auth", "https://auth.invalid", "https://auth.invalid", "sub", "ES256",
						"jwt-security.better-auth.url=https://auth.invalid"),
				new Source("supabase", "https://p.supabase.invalid/auth/v1", "authenticated", "sub", "ES256",
						"jwt-security.supabase.url=https://p.supabase.invalid"),
				new Source("supabase with rules", "https://a.example", "api", "uid", "ES256",
						"jwt-security.supabase.url=https://p.supabase.invalid", "jwt-security.issuer=https://a.example",
						"jwt-security.audiences=api", "jwt-security.token.user-id-claim=uid"),
				new Source("issuer-uri", "https://login.invalid/realm", "api", "user_id", "ES256",
						"jwt-security.issuer-uri=https://login.invalid/realm", "jwt-security.audiences=api"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "secret=x" + "q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt8X4n", "secret=${UNKNOWN_VARIABLE}",
			"jwk-set-uri=https://p.invalid/jwks", "public-key-location=file:/nowhere/p.pem",
			"better-auth.url=https://p.invalid", "supabase.url=https://p.invalid", "issuer-uri=https://p.invalid" })
	void tokenWhenOfAFurtherIssuerThenAcceptedWithItsRules(String source) {
		run(new String[] { "jwt-security.secret=" + SECRET, PARTNER + source, PARTNER + "issuer=https://iss.invalid",
				PARTNER + "user-id-prefix=partner:", PARTNER + "authorities-claim=roles",
				PARTNER + "authority-prefix=PARTNER_" }, (context) -> {
					JwtDecoder decoder = context.getBean(JwtDecoder.class);
					TestTokens tokens = context.getBean(TestTokens.class);
					Jwt jwt = decoder.decode(tokens.forUser("alice", "partner").authorities("read", "write").build());
					Authentication authentication = context.getBean(UserIdAuthenticationConverter.class).convert(jwt);
					assertThat(authentication.getName()).isEqualTo("partner:alice");
					assertThat(authentication.getAuthorities()).extracting(GrantedAuthority::getAuthority)
						.contains("PARTNER_read", "PARTNER_write");
					assertThat(isAccepted(decoder, tokens.token("alice"))).isTrue();
					assertThat(isAccepted(decoder,
							tokens.forUser("alice").claim("iss", jwt.getClaimAsString("iss")).build()))
						.as("the key of the home issuer")
						.isFalse();
					assertThat(isAccepted(decoder, tokens.forUser("alice", "partner").expired().build())).isFalse();
				});
	}

	@Test
	void forUserWhenIssuerIsUnknownThenNamesTheKnownOnes() {
		run(new String[0],
				(context) -> assertThatIllegalArgumentException()
					.isThrownBy(() -> context.getBean(TestTokens.class).forUser("alice", "partner"))
					.withMessage("There is no issuer 'partner', but [home]"));
	}

	@Test
	void authoritiesWhenIssuerHasNoneThenSaysWhatToSet() {
		run(new String[] { "jwt-security.token.authorities-claim=" },
				(context) -> assertThatIllegalStateException()
					.isThrownBy(() -> context.getBean(TestTokens.class).forUser("alice").authorities("admin"))
					.withMessageContaining("Set jwt-security.token.authorities-claim"));
	}

	@Test
	void buildWhenHeadersAndClaimsAreChangedThenTheTokenHasThem() {
		run(new String[0], (context) -> {
			TestTokens tokens = context.getBean(TestTokens.class);
			Jwt jwt = context.getBean(JwtDecoder.class)
				.decode(tokens.forUser("alice")
					.header("typ", "at+jwt")
					.withoutHeader("kid")
					.claim("tenant", Map.of("id", 7))
					.build());
			assertThat(jwt.getHeaders()).containsOnly(Map.entry("alg", "HS256"), Map.entry("typ", "at+jwt"));
			assertThat(jwt.getClaims()).containsEntry("tenant", Map.of("id", 7));
			assertThat(tokens.forUser("alice")).hasToString("TestTokenBuilder[sub, email, iat, exp, jti, user_id]");
		});
	}

	@Test
	void customizersWhenComparedThenEqualSoThatContextsAreShared() {
		assertThat(new TestTokensContextCustomizer()).isEqualTo(new TestTokensContextCustomizer())
			.hasSameHashCodeAs(new TestTokensContextCustomizer());
	}

	private static boolean isAccepted(JwtDecoder decoder, String token) {
		try {
			decoder.decode(token);
			return true;
		}
		catch (JwtException ex) {
			return false;
		}
	}

	private static void run(String[] properties, Consumer<ApplicationContext> test) {
		boolean needsDatabase = Stream.of(properties).anyMatch((property) -> property.contains("signing.store"));
		WebApplicationContextRunner runner = needsDatabase ? LibraryContext.runner() : LibraryContext.withoutAccounts();
		runner.withPropertyValues(properties).withInitializer((context) -> customize(context)).run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context);
		});
	}

	private static void customize(ConfigurableApplicationContext context) {
		new TestTokensContextCustomizer().customizeContext(context, mock(MergedContextConfiguration.class));
	}

	private static String privateKey() throws IOException, JOSEException {
		byte[] key = NewKeyPair.generate(JWSAlgorithm.ES256).toECKey().toPrivateKey().getEncoded();
		return Files
			.writeString(directory.resolve("signing.pem"),
					"-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
						.formatted(Base64.getMimeEncoder().encodeToString(key)))
			.toUri()
			.toString();
	}

	/**
	 * The settings of an application, as it would have them in production.
	 *
	 * @param name the key source
	 * @param issuer the expected issuer, {@code null} if it is not checked
	 * @param audience the expected audience, {@code null} if it is not checked
	 * @param userIdClaim the expected claim with the user id
	 * @param algorithm the expected algorithm
	 * @param properties the properties
	 */
	private record Source(String name, String issuer, String audience, String userIdClaim, String algorithm,
			String... properties) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
