package io.github.jwtsecurity.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class AccessTokenIssuerTests {

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.987Z");

	private static final AccessTokenParameters PARAMETERS = AccessTokenParameters.of("alice", "alice@example.com",
			Duration.ofMinutes(1));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class))
		.withBean(Clock.class, () -> Clock.fixed(NOW, ZoneOffset.UTC))
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET);

	@Test
	void issueThenClaimsOfTheContractAndOwnDecoderAccepts() {
		this.runner.withPropertyValues("jwt-security.issuer=https://issuer.example", "jwt-security.audiences=tasks")
			.run((context) -> {
				Jwt issued = context.getBean(AccessTokenIssuer.class)
					.issue("alice", "alice@example.com", Duration.ofHours(24));
				Jwt decoded = context.getBean(JwtDecoder.class).decode(issued.getTokenValue());
				assertThat(decoded.getHeaders()).containsOnlyKeys("alg", "typ", "kid")
					.containsEntry("alg", "HS256")
					.containsEntry("typ", "JWT");
				assertThat(decoded.getClaims()).containsOnlyKeys("sub", "user_id", "email", "iat", "exp", "jti", "iss",
						"aud");
				assertThat(decoded.getSubject()).isEqualTo("alice");
				assertThat(decoded.getClaimAsString("user_id")).isEqualTo("alice");
				assertThat(decoded.getIssuedAt()).isEqualTo(Instant.parse("2026-11-21T12:00:00Z"));
				assertThat(decoded.getExpiresAt()).isEqualTo(Instant.parse("2026-11-22T12:00:00Z"));
				assertThat(decoded.getClaimAsStringList("aud")).isEqualTo(List.of("tasks"));
			});
	}

	@Test
	void renewThenSameUserAndSessionAndTheTimeOfTheFirstToken() {
		this.runner.run((context) -> {
			SessionTokenIssuer issuer = issuerOf(context);
			JwtDecoder decoder = context.getBean(JwtDecoder.class);
			Instant firstTime = Instant.parse("2026-11-21T11:30:00Z");
			Instant loggedInAt = Instant.parse("2026-11-21T10:15:00.5Z");
			Jwt first = Jwt.withTokenValue("first")
				.header("alg", "HS256")
				.claim("user_id", "alice")
				.claim("sid", "session")
				.claim("scope", "admin")
				.issuedAt(firstTime)
				.build();
			AccessTokenParameters parameters = AccessTokenParameters
				.of("alice", "new@example.com", Duration.ofMinutes(15))
				.withSessionId("session")
				.withAuthenticatedAt(loggedInAt);
			Jwt renewed = decoder.decode(issuer.renew(first, parameters).getTokenValue());
			assertThat(renewed.getClaims())
				.containsOnlyKeys("sub", "user_id", "email", "iat", "exp", "jti", "sid", "auth_time", "orig_iat")
				.containsEntry("user_id", "alice")
				.containsEntry("email", "new@example.com")
				.containsEntry("sid", "session");
			assertThat(renewed.getExpiresAt()).isEqualTo(Instant.parse("2026-11-21T12:15:00Z"));
			Jwt again = decoder.decode(issuer.renew(renewed, parameters).getTokenValue());
			assertThat(Stream.of(first, renewed, again)).extracting(SessionTokenIssuer::originallyIssuedAt)
				.containsOnly(firstTime);
			assertThat(Stream.of(renewed, again)).extracting(SessionTokenIssuer::authenticatedAt)
				.containsOnly(Instant.parse("2026-11-21T10:15:00Z"));
		});
	}

	@Test
	void renewWhenTokenIsOfAnotherUserOrSessionOrTellsNoTimeThenRefused() {
		this.runner.run((context) -> {
			SessionTokenIssuer issuer = issuerOf(context);
			Supplier<Jwt.Builder> token = () -> Jwt.withTokenValue("first")
				.header("alg", "HS256")
				.claim("user_id", "alice")
				.claim("sid", "session")
				.issuedAt(NOW);
			AccessTokenParameters parameters = AccessTokenParameters.of("alice", "a@b.example", Duration.ofHours(1));
			assertThat(issuer.renew(token.get().build(), parameters.withSessionId("session"))).isNotNull();
			Jwt malformed = token.get().claim("orig_iat", "yesterday").build();
			assertThat(SessionTokenIssuer.originallyIssuedAt(malformed)).isNull();
			for (Jwt refused : List.of(token.get().claim("user_id", "bob").build(),
					token.get().claims((all) -> all.remove("user_id")).build(),
					token.get().claim("sid", "another").build(), token.get().claim("sid", 1).build(), malformed)) {
				assertThatIllegalArgumentException()
					.isThrownBy(() -> issuer.renew(refused, parameters.withSessionId("session")));
			}
			assertThatIllegalArgumentException().isThrownBy(() -> issuer.renew(token.get().build(), parameters));
		});
	}

	@Test
	void issueThenKidIsStableAndNamesTheCurrentSecret() {
		String first = kid("jwt-security.previous-secrets=");
		assertThat(kid("jwt-security.previous-secrets=previous-" + TestTokens.SECRET)).isEqualTo(first);
		assertThat(kid("jwt-security.secret=another-" + TestTokens.SECRET)).isNotEqualTo(first);
	}

	@Test
	void issueWhenAlgorithmIsConfiguredThenSignedWithIt() {
		this.runner
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET + TestTokens.SECRET,
					"jwt-security.algorithms=HS512")
			.run((context) -> {
				String token = context.getBean(AccessTokenIssuer.class)
					.issue("alice", "alice@example.com", Duration.ofMinutes(1))
					.getTokenValue();
				assertThat(context.getBean(JwtDecoder.class).decode(token).getHeaders()).containsEntry("alg", "HS512");
			});
	}

	@Test
	void issueWhenUserIdsIsConfiguredThenUnderThatName() {
		this.runner.withPropertyValues("jwt-security.token.user-id-claim=uid").run((context) -> {
			String token = context.getBean(AccessTokenIssuer.class)
				.issue("alice", "alice@example.com", Duration.ofMinutes(1))
				.getTokenValue();
			assertThat(context.getBean(JwtDecoder.class).decode(token).getClaimAsString("uid")).isEqualTo("alice");
		});
	}

	@Test
	void issueWhenAuthoritiesThenSortedScopeThatGrantsThem() {
		this.runner.run((context) -> {
			Jwt token = context.getBean(AccessTokenIssuer.class)
				.issue(PARAMETERS.withAuthorities(List.of("notes:write", "admin", "admin")));
			Jwt decoded = context.getBean(JwtDecoder.class).decode(token.getTokenValue());
			assertThat(decoded.getClaims().get("scope")).isEqualTo("admin notes:write");
			assertThat(authorities(context, decoded)).containsExactly("SCOPE_admin", "SCOPE_notes:write");
			assertThat(context.getBean(AccessTokenIssuer.class)
				.issue(PARAMETERS.withAuthorities(Set.of()))
				.hasClaim("scope")).isFalse();
		});
	}

	@ParameterizedTest
	@CsvSource({ "roles, ROLE_", "https://example.com/authorities, ''" })
	void issueWhenAuthoritiesAreReadFromAnotherClaimThenWrittenThere(String claim, String prefix) {
		this.runner
			.withPropertyValues("jwt-security.token.authorities-claim=" + claim,
					"jwt-security.token.authority-prefix=" + prefix)
			.run((context) -> {
				Jwt token = context.getBean(AccessTokenIssuer.class).issue(PARAMETERS.withAuthorities(Set.of("admin")));
				Jwt decoded = context.getBean(JwtDecoder.class).decode(token.getTokenValue());
				assertThat(decoded.getClaims()).containsEntry(claim, "admin").doesNotContainKey("scope");
				assertThat(authorities(context, decoded)).containsExactly(prefix + "admin");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "aud", "email", "nonce", "user_id", "token_type" })
	void issueWhenClaimOfAuthoritiesHasAnotherMeaningThenNoAuthorities(String claim) {
		this.runner.withPropertyValues("jwt-security.token.authorities-claim=" + claim).run((context) -> {
			Jwt token = context.getBean(AccessTokenIssuer.class).issue(PARAMETERS.withAuthorities(Set.of("admin")));
			assertThat(context.getBean(JwtDecoder.class).decode(token.getTokenValue()).getClaims().values())
				.doesNotContain("admin", List.of("admin"));
		});
	}

	@Test
	void issueWhenCustomizerSetsTheClaimThenItHasTheLastWord() {
		this.runner
			.withBean(AccessTokenCustomizer.class,
					() -> (token) -> token.claims().claim("scope", "notes " + String.join(" ", token.authorities())))
			.run((context) -> {
				AccessTokenIssuer issuer = context.getBean(AccessTokenIssuer.class);
				assertThat(issuer.issue(PARAMETERS.withAuthorities(Set.of("b", "a"))).getClaimAsString("scope"))
					.isEqualTo("notes a b");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "a\"b", "a\\b", "é", "\n" })
	void withAuthoritiesWhenNotAScopeTokenThenRefused(String authority) {
		assertThatIllegalArgumentException().isThrownBy(() -> PARAMETERS.withAuthorities(List.of("a", authority)));
	}

	@Test
	void issueWhenCustomizersThenAddInTheirOrder() {
		this.runner.withBean("last", AccessTokenCustomizer.class, () -> new Scope(2, "write"))
			.withBean("first", AccessTokenCustomizer.class, () -> new Scope(1, "read"))
			.run((context) -> {
				String token = context.getBean(AccessTokenIssuer.class)
					.issue("alice", "alice@example.com", Duration.ofMinutes(1))
					.getTokenValue();
				Jwt decoded = context.getBean(JwtDecoder.class).decode(token);
				assertThat(decoded.getClaimAsString("scope")).isEqualTo(" alice:read alice:write");
				assertThat(decoded.getSubject()).isEqualTo("alice");
			});
	}

	@Test
	void issueWhenCustomizerThenContextHasUserAndSession() {
		this.runner
			.withBean(AccessTokenCustomizer.class,
					() -> (token) -> token.claims()
						.claim("context", List.of(token.userId(), token.email(), "" + token.sessionId())))
			.run((context) -> {
				AccessTokenIssuer issuer = context.getBean(AccessTokenIssuer.class);
				AccessTokenParameters parameters = AccessTokenParameters.of("alice", "alice@example.com",
						Duration.ofMinutes(1));
				assertThat(issuer.issue(parameters).getClaimAsStringList("context")).containsExactly("alice",
						"alice@example.com", "null");
				assertThat(issuer.issue(parameters.withSessionId("session")).getClaimAsStringList("context"))
					.containsExactly("alice", "alice@example.com", "session");
			});
	}

	@Test
	void startWhenApplicationHasAnIssuerThenThatOne() {
		AccessTokenIssuer own = (parameters) -> {
			throw new UnsupportedOperationException();
		};
		this.runner.withBean(AccessTokenIssuer.class, () -> own)
			.withPropertyValues("jwt-security.accounts.enabled=true", "jwt-security.token.required-claims=tenant")
			.run((context) -> assertThat(context).getBean(AccessTokenIssuer.class).isSameAs(own));
	}

	@ParameterizedTest
	@ValueSource(strings = { "sub", "user_id", "email", "iat", "exp", "nbf", "jti", "sid", "iss", "aud", "token_type",
			"cnf", "auth_time", "orig_iat", "nonce", "at_hash", "c_hash" })
	void issueWhenCustomizerSetsAnOwnClaimThenFails(String claim) {
		this.runner
			.withBean(AccessTokenCustomizer.class,
					() -> (token) -> token.claims().claims((claims) -> claims.put(claim, "mallory")))
			.run((context) -> assertThatIllegalStateException()
				.isThrownBy(() -> context.getBean(AccessTokenIssuer.class)
					.issue("alice", "alice@example.com", Duration.ofMinutes(1)))
				.withMessage("An AccessTokenCustomizer must not set the claim '%s'", claim));
	}

	@Test
	void issueWhenArgumentIsUselessThenRefused() {
		this.runner.run((context) -> {
			AccessTokenIssuer issuer = context.getBean(AccessTokenIssuer.class);
			assertThatIllegalArgumentException()
				.isThrownBy(() -> issuer.issue(" ", "a@b.example", Duration.ofHours(1)));
			assertThatIllegalArgumentException().isThrownBy(() -> issuer.issue("alice", "", Duration.ofHours(1)));
			assertThatIllegalArgumentException()
				.isThrownBy(() -> issuer.issue("alice", "a@b.example", Duration.ofMillis(999)));
		});
	}

	@Test
	void issueWhenTextHasALoneSurrogateThenRefused() {
		this.runner.run((context) -> {
			AccessTokenIssuer issuer = context.getBean(AccessTokenIssuer.class);
			for (String lone : List.of("\ud800", "a\udc00", "\ude00\ud83d")) {
				assertThatIllegalArgumentException()
					.isThrownBy(() -> issuer.issue(lone, "a@b.example", Duration.ofHours(1)))
					.withMessageContaining("unpaired surrogate");
				assertThatIllegalArgumentException().isThrownBy(() -> issuer.issue("alice", lone, Duration.ofHours(1)));
				assertThatIllegalArgumentException().isThrownBy(() -> issuer
					.issue(AccessTokenParameters.of("alice", "a@b.example", Duration.ofHours(1)).withSessionId(lone)));
			}
			String token = issuer.issue("\ud83d\ude00", "a@b.example", Duration.ofHours(1)).getTokenValue();
			assertThat(context.getBean(JwtDecoder.class).decode(token).getSubject()).isEqualTo("\ud83d\ude00");
		});
	}

	@ParameterizedTest
	@MethodSource
	void issueWhenCustomizerAddsALoneSurrogateThenRefused(String name, Object value) {
		this.runner.withBean(AccessTokenCustomizer.class, () -> (token) -> token.claims().claim(name, value))
			.run((context) -> assertThatIllegalArgumentException()
				.isThrownBy(() -> context.getBean(AccessTokenIssuer.class)
					.issue("alice", "alice@example.com", Duration.ofMinutes(1)))
				.withMessageContaining("unpaired surrogate"));
	}

	static Stream<Arguments> issueWhenCustomizerAddsALoneSurrogateThenRefused() {
		return Stream.of(Arguments.of("tenant", "a\ud800"), Arguments.of("tenant", new StringBuilder("\ud800")),
				Arguments.of("tenant", '\ud800'), Arguments.of("tenant", List.of(1, List.of("\ud800"))),
				Arguments.of("tenant", new String[] { "a", "\udc00" }),
				Arguments.of("tenant", Map.of("a", Map.of("b", "\ud800"))),
				Arguments.of("tenant", Map.of("a", Map.of("\ud800", 1))), Arguments.of("tenant\ud800", 1));
	}

	private static SessionTokenIssuer issuerOf(ApplicationContext context) {
		return new SessionTokenIssuer(context.getBean(AccessTokenIssuer.class), context.getBean(UserIds.class));
	}

	private String kid(String property) {
		StringBuilder kid = new StringBuilder();
		this.runner.withPropertyValues(property)
			.run((context) -> kid.append(context.getBean(AccessTokenIssuer.class)
				.issue("alice", "alice@example.com", Duration.ofHours(1))
				.getHeaders()
				.get("kid")));
		return kid.toString();
	}

	/**
	 * Returns the authorities of a token, except that of the bearer factor.
	 */
	private static List<String> authorities(ApplicationContext context, Jwt token) {
		return new ClaimAuthoritiesConverter(context.getBean(IssuerDefinitions.class)).convert(token)
			.getAuthorities()
			.stream()
			.map(GrantedAuthority::getAuthority)
			.filter((authority) -> !authority.startsWith("FACTOR_"))
			.toList();
	}

	private record Scope(int order, String name) implements AccessTokenCustomizer, Ordered {

		@Override
		public void customize(AccessTokenContext context) {
			context.claims()
				.claims((claims) -> claims.merge("scope", " " + context.userId() + ":" + this.name,
						(before, added) -> before.toString() + added));
		}

		@Override
		public int getOrder() {
			return this.order;
		}

	}

}
