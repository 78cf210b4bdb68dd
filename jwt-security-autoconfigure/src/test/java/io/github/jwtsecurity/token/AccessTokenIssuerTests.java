package io.github.jwtsecurity.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class AccessTokenIssuerTests {

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.987Z");

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
			Jwt renewed = decoder
				.decode(issuer.renew(first, "new@example.com", Duration.ofMinutes(15), loggedInAt).getTokenValue());
			assertThat(renewed.getClaims())
				.containsOnlyKeys("sub", "user_id", "email", "iat", "exp", "jti", "sid", "auth_time", "orig_iat")
				.containsEntry("user_id", "alice")
				.containsEntry("email", "new@example.com")
				.containsEntry("sid", "session");
			assertThat(renewed.getExpiresAt()).isEqualTo(Instant.parse("2026-11-21T12:15:00Z"));
			Jwt again = decoder
				.decode(issuer.renew(renewed, "new@example.com", Duration.ofMinutes(15), loggedInAt).getTokenValue());
			assertThat(Stream.of(first, renewed, again)).extracting(SessionTokenIssuer::originallyIssuedAt)
				.containsOnly(firstTime);
			assertThat(Stream.of(renewed, again)).extracting(SessionTokenIssuer::authenticatedAt)
				.containsOnly(Instant.parse("2026-11-21T10:15:00Z"));
		});
	}

	@Test
	void renewWhenTokenTellsNoUserOrNoTimeThenRefused() {
		this.runner.run((context) -> {
			SessionTokenIssuer issuer = issuerOf(context);
			Jwt.Builder token = Jwt.withTokenValue("first").header("alg", "HS256").issuedAt(NOW);
			assertThatIllegalArgumentException()
				.isThrownBy(() -> issuer.renew(token.build(), "a@b.example", Duration.ofHours(1), NOW));
			Jwt malformed = token.claim("user_id", "alice").claim("orig_iat", "yesterday").build();
			assertThat(SessionTokenIssuer.originallyIssuedAt(malformed)).isNull();
			assertThatIllegalArgumentException()
				.isThrownBy(() -> issuer.renew(malformed, "a@b.example", Duration.ofHours(1), NOW));
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
