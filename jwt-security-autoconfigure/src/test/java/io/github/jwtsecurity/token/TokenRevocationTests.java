package io.github.jwtsecurity.token;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.InvalidTokenException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TokenRevocation}: the tokens for which it is called, and the effect of
 * its result.
 */
class TokenRevocationTests {

	private final List<String> asked = new ArrayList<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class))
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET);

	@Test
	void decodeWhenRevokedThenRefused() {
		this.runner.withBean(TokenRevocation.class, () -> (jwt) -> true).run((context) -> {
			JwtDecoder decoder = context.getBean(JwtDecoder.class);
			String token = issue(context.getBean(AccessTokenIssuer.class));
			assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> decoder.decode(token))
				.withMessage("The access token is revoked")
				.extracting(InvalidTokenException::reason)
				.isEqualTo(Reason.REVOKED);
		});
	}

	@Test
	void decodeWhenOneOfSeveralRevokesThenRefused() {
		this.runner.withBean("one", TokenRevocation.class, () -> (jwt) -> false)
			.withBean("other", TokenRevocation.class, () -> (jwt) -> true)
			.run((context) -> assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(
					() -> context.getBean(JwtDecoder.class).decode(issue(context.getBean(AccessTokenIssuer.class)))));
	}

	@Test
	void decodeWhenUnknownThenNeitherAcceptedNorCalledBad() {
		this.runner.withBean(TokenRevocation.class, () -> (jwt) -> {
			throw new IllegalStateException("The database is down");
		})
			.run((context) -> assertThatExceptionOfType(JwtException.class)
				.isThrownBy(
						() -> context.getBean(JwtDecoder.class).decode(issue(context.getBean(AccessTokenIssuer.class))))
				.isNotInstanceOf(BadJwtException.class)
				.withMessage("It is not known whether the token is revoked"));
	}

	@Test
	void decodeWhenTokenIsOfSomebodyElseThenNotAsked() {
		this.runner.withBean(TokenRevocation.class, () -> this::remember).run((context) -> {
			JwtDecoder decoder = context.getBean(JwtDecoder.class);
			Map<String, Object> claims = TestTokens.claims("alice");
			claims.put("jti", "jti-1");
			claims.put("sid", "sid-1");
			decoder.decode(TestTokens.sign(claims));
			decoder.decode(TestTokens.sign("{\"alg\":\"HS256\",\"kid\":\"other\"}", json(claims)));
			assertThat(this.asked).isEmpty();
		});
	}

	@Test
	void decodeWhenTokenIsOursThenAskedAlsoAfterTheSecretWasReplaced() {
		this.runner.withBean(TokenRevocation.class, () -> this::remember).run((context) -> {
			Jwt issued = context.getBean(AccessTokenIssuer.class).issue("alice", "a@b.example", Duration.ofHours(1));
			context.getBean(JwtDecoder.class).decode(issued.getTokenValue());
			assertThat(this.asked).containsExactly(issued.getId());
			this.runner.withBean(TokenRevocation.class, () -> this::remember)
				.withPropertyValues("jwt-security.secret=new-" + TestTokens.SECRET,
						"jwt-security.previous-secrets=" + TestTokens.SECRET)
				.run((later) -> later.getBean(JwtDecoder.class).decode(issued.getTokenValue()));
			assertThat(this.asked).containsExactly(issued.getId(), issued.getId());
		});
	}

	/**
	 * Nobody else can sign with the private key.
	 */
	@Test
	void decodeWhenOwnKeyPairHasSignedThenAskedEvenWithoutAKeyId(@TempDir Path directory) throws Exception {
		ECKey key = SigningKeys.ec(null, Curve.P_256);
		Path file = Files.writeString(directory.resolve("signing.pem"), SigningKeys.privatePem(key));
		Map<String, Object> claims = TestTokens.claims("alice");
		claims.put("jti", "jti-1");
		this.runner.withBean(TokenRevocation.class, () -> this::remember)
			.withPropertyValues("jwt-security.secret=", "jwt-security.signing.key-location=" + file.toUri())
			.run((context) -> {
				context.getBean(JwtDecoder.class).decode(SigningKeys.token(key, "ES256", null, claims));
				assertThat(this.asked).containsExactly("jti-1");
			});
	}

	@Test
	void decodeWhenApplicationHasAnIssuerThenAskedAboutEveryKeyId() {
		this.runner.withBean(TokenRevocation.class, () -> this::remember)
			.withBean(AccessTokenIssuer.class, () -> (parameters) -> {
				throw new UnsupportedOperationException();
			})
			.run((context) -> {
				JwtDecoder decoder = context.getBean(JwtDecoder.class);
				Map<String, Object> claims = TestTokens.claims("alice");
				claims.put("jti", "jti-1");
				decoder.decode(TestTokens.sign(claims));
				assertThat(this.asked).isEmpty();
				decoder.decode(TestTokens.sign("{\"alg\":\"HS256\",\"kid\":\"other\"}", json(claims)));
				assertThat(this.asked).containsExactly("jti-1");
			});
	}

	@Test
	void decodeWhenTokenHasNothingToBeRevokedByThenNotAsked() {
		this.runner.withBean(TokenRevocation.class, () -> this::remember).run((context) -> {
			Object kid = context.getBean(AccessTokenIssuer.class)
				.issue("alice", "a@b.example", Duration.ofHours(1))
				.getHeaders()
				.get("kid");
			context.getBean(JwtDecoder.class)
				.decode(TestTokens.sign("{\"alg\":\"HS256\",\"kid\":\"" + kid + "\"}",
						json(TestTokens.claims("alice"))));
			assertThat(this.asked).isEmpty();
		});
	}

	@Test
	void decodeWhenTokenIsRefusedAnywayThenNotAsked() {
		this.runner.withBean(TokenRevocation.class, () -> this::remember)
			.withPropertyValues("jwt-security.token.required-claims=tenant")
			.run((context) -> {
				assertThatExceptionOfType(InvalidTokenException.class)
					.isThrownBy(() -> context.getBean(JwtDecoder.class)
						.decode(issue(context.getBean(AccessTokenIssuer.class))));
				assertThat(this.asked).isEmpty();
			});
	}

	@Test
	void lifetimeThenThatOfThePropertiesAndOfTheClockSkew() {
		this.runner.run((context) -> assertThat(context.getBean(AccessTokenLifetime.class).acceptedFor())
			.isEqualTo(Duration.ofHours(24).plusSeconds(30)));
		this.runner
			.withPropertyValues("jwt-security.accounts.access-token-lifetime=15m", "jwt-security.token.clock-skew=1m")
			.run((context) -> assertThat(context.getBean(AccessTokenLifetime.class).acceptedFor())
				.isEqualTo(Duration.ofMinutes(16)));
		this.runner.withPropertyValues("jwt-security.accounts.access-token-lifetime=999ms")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("jwt-security.accounts.access-token-lifetime"));
	}

	private boolean remember(Jwt jwt) {
		this.asked.add(jwt.getId());
		return false;
	}

	private static String issue(AccessTokenIssuer issuer) {
		return issuer.issue("alice", "alice@example.com", Duration.ofHours(1)).getTokenValue();
	}

	private static String json(Map<String, Object> claims) {
		return new JsonMapper().writeValueAsString(claims);
	}

}
