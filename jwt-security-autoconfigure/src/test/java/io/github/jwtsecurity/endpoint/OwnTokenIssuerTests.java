package io.github.jwtsecurity.endpoint;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.event.JwtSecurityEvent.SignedUp;
import io.github.jwtsecurity.token.AccessTokenIssuer;
import io.github.jwtsecurity.token.AccessTokenParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the endpoints of an application with an {@link AccessTokenIssuer} of its own.
 */
@ExtendWith(OutputCaptureExtension.class)
class OwnTokenIssuerTests {

	private static final AtomicReference<Issue> ISSUE = new AtomicReference<>(Issue.RIGHT);

	private static AccountApplication.Running application;

	private static JsonHttp http;

	private final Map<String, String> credentials = Map.of("email", UUID.randomUUID() + "@example.com", "password",
			"Correct-horse-1");

	@BeforeAll
	static void start() {
		application = AccountApplication.start(TestDatabase.h2(), new Class<?>[] { OwnIssuer.class },
				"jwt-security.sessions.sliding.enabled=true", "jwt-security.sessions.sliding.threshold=25h",
				"jwt-security.token.required-claims=");
		http = application.http();
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@BeforeEach
	void reset() {
		ISSUE.set(Issue.RIGHT);
		application.events().clear();
	}

	@Test
	void signUpAndLogInThenTokensOfTheApplication() {
		for (String path : new String[] { "/api/auth/signup", "/api/auth/login" }) {
			Answer answer = http.post(path, this.credentials);
			JsonNode claims = TestTokens.payload(answer.token());
			assertThat(claims.propertyNames()).containsExactlyInAnyOrder("user_id", "sid", "iat", "exp", "tenant");
			assertThat(claims.path("user_id").asString()).isEqualTo(answer.userId());
			assertThat(answer.json().path("expires_in").asInt()).isEqualTo(Duration.ofHours(12).toSeconds());
			assertThat(http.get("/api/" + answer.userId() + "/items", answer.bearer()).status()).isEqualTo(200);
		}
	}

	@Test
	void requestWhenSessionHasEndedThenTokensOfTheApplicationAreRefused() {
		Answer signedUp = http.post("/api/auth/signup", this.credentials);
		Answer refreshed = http.post("/api/auth/refresh", Map.of("refresh_token", signedUp.refreshToken()));
		assertThat(http.get("/api/auth/me", refreshed.bearer()).status()).isEqualTo(200);
		assertThat(http.post("/api/auth/logout", "", refreshed.bearer()).status()).isEqualTo(204);
		http.get("/api/auth/me", refreshed.bearer()).refused(401, "token_invalid");
		http.get("/api/auth/me", signedUp.bearer()).refused(401, "token_invalid");
	}

	@ParameterizedTest
	@EnumSource(names = { "NO_KEY_ID", "NO_SESSION", "OTHER_SESSION", "NO_USER", "OTHER_USER", "NO_EXPIRY", "TOO_LONG",
			"YOUNGER_LOGIN" })
	void signUpWhenTokenWouldNotBeBoundToTheSessionThenNobodyIsSignedUp(Issue issue) {
		ISSUE.set(issue);
		Answer answer = http.post("/api/auth/signup", this.credentials);
		assertThat(answer.text()).contains("InvalidIssuedTokenException").doesNotContain("eyJ");
		assertThat(application.events()).noneMatch(SignedUp.class::isInstance);
		assertThat(application.context()
			.getBean(JdbcClient.class)
			.sql("SELECT COUNT(*) FROM jwt_security_user WHERE email = :email")
			.param("email", this.credentials.get("email"))
			.query(Long.class)
			.single()).isZero();
	}

	@Test
	void requestWhenRenewedThenTimeOfTheFirstToken() {
		Answer signedUp = http.post("/api/auth/signup", this.credentials);
		ISSUE.set(Issue.LATER);
		String renewed = http.get("/api/auth/me", signedUp.bearer()).header("X-Access-Token");
		assertThat(TestTokens.payload(renewed).path("orig_iat"))
			.isEqualTo(TestTokens.payload(signedUp.token()).path("iat"));
	}

	@Test
	void requestWhenRenewedTokenHidesTheTimeOfTheFirstThenServedWithoutIt(CapturedOutput output) {
		Answer signedUp = http.post("/api/auth/signup", this.credentials);
		ISSUE.set(Issue.LATER_WITHOUT_ORIGIN);
		Answer answer = http.get("/api/auth/me", signedUp.bearer());
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("X-Access-Token")).isEmpty();
		assertThat(output).contains("A token was not renewed", "'orig_iat'");
	}

	private enum Issue {

		RIGHT((parameters, claims) -> {
		}),

		NO_KEY_ID((parameters, claims) -> {
		}),

		NO_SESSION((parameters, claims) -> claims.claims((all) -> all.remove("sid"))),

		OTHER_SESSION((parameters, claims) -> claims.claim("sid", UUID.randomUUID().toString())),

		NO_USER((parameters, claims) -> claims.claims((all) -> all.remove("user_id"))),

		OTHER_USER((parameters, claims) -> claims.claim("user_id", "mallory")),

		NO_EXPIRY((parameters, claims) -> claims.claims((all) -> all.remove("exp"))),

		TOO_LONG((parameters, claims) -> claims.expiresAt(Instant.now().plus(parameters.lifetime()).plusSeconds(5))),

		YOUNGER_LOGIN((parameters, claims) -> claims.claim("auth_time",
				parameters.authenticatedAt().plusSeconds(1).getEpochSecond())),

		LATER((parameters, claims) -> later(parameters, claims).claim("orig_iat",
				parameters.originallyIssuedAt().getEpochSecond())),

		LATER_WITHOUT_ORIGIN((parameters, claims) -> later(parameters, claims));

		private final BiConsumer<AccessTokenParameters, JwtClaimsSet.Builder> change;

		Issue(BiConsumer<AccessTokenParameters, JwtClaimsSet.Builder> change) {
			this.change = change;
		}

		private static JwtClaimsSet.Builder later(AccessTokenParameters parameters, JwtClaimsSet.Builder claims) {
			Instant later = Instant.now().plusSeconds(5);
			return claims.issuedAt(later).expiresAt(later.plus(parameters.lifetime()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnIssuer {

		private final OctetSequenceKey key = new OctetSequenceKey.Builder(
				TestTokens.SECRET.getBytes(StandardCharsets.UTF_8))
			.build();

		@Bean
		AccessTokenIssuer tokenIssuer() {
			return (parameters) -> {
				Instant now = Instant.now();
				JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
					.claim("user_id", parameters.userId())
					.claim("sid", parameters.sessionId())
					.claim("tenant", "acme")
					.issuedAt(now)
					.expiresAt(now.plus(parameters.lifetime().dividedBy(2)));
				ISSUE.get().change.accept(parameters, claims);
				OctetSequenceKey.Builder signing = new OctetSequenceKey.Builder(this.key);
				if (ISSUE.get() != Issue.NO_KEY_ID) {
					signing.keyID("own");
				}
				return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(signing.build())))
					.encode(JwtEncoderParameters.from(JwsHeader.with(MacAlgorithm.HS256).build(), claims.build()));
			};
		}

	}

}
