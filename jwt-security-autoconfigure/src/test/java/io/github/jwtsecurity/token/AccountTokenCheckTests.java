package io.github.jwtsecurity.token;

import java.time.Duration;
import java.util.List;

import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AccountTokenCheck}.
 */
class AccountTokenCheckTests {

	private static final String SESSION = "5f0c6f0e-9b0a-4c8e-8f57-1f2d3c4b5a69";

	private final ApplicationContextRunner verifying = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class))
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET);

	private final ApplicationContextRunner runner = this.verifying
		.withPropertyValues("jwt-security.accounts.enabled=true");

	@ParameterizedTest
	@ValueSource(strings = { "email", "jti", "sid", "iat", "exp", "nbf", "iss", "aud", "token_type", "cnf" })
	void startWhenUserIdsHasAnotherValueThenFails(String claim) {
		String property = "jwt-security.token.user-id-claim=" + claim;
		assertFails(this.runner.withPropertyValues(property), "jwt-security.token.user-id-claim is '" + claim + "'",
				"such as user_id, or to sub");
		this.verifying.withPropertyValues(property).run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "user-id-claim=user_id", "user-id-claim=sub", "user-id-claim=uid", "accepted-types=jwt",
			"accepted-types=at+jwt,application/JWT", "required-claims=", "required-claims=sub,email,iat,exp,jti,sid",
			"required-claims=user_id", "authorities-claim=", "authorities-claim=roles" })
	void startWhenTokensMeetTheRequirementsThenTheyAreAccepted(String property) {
		this.runner.withPropertyValues("jwt-security.token." + property).run((context) -> {
			String token = context.getBean(AccessTokenIssuer.class)
				.issue(AccessTokenParameters.of("alice", "alice@example.com", Duration.ofMinutes(1))
					.withSessionId(SESSION))
				.getTokenValue();
			assertThat(context.getBean(UserIds.class).of(context.getBean(JwtDecoder.class).decode(token)))
				.isEqualTo("alice");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "sub", "user_id", "email", "jti", "sid", "aud", "nonce", "auth_time" })
	void startWhenClaimOfAuthoritiesHasAnotherValueThenFails(String claim) {
		String property = "jwt-security.token.authorities-claim=" + claim;
		assertFails(this.runner.withPropertyValues(property), "jwt-security.token.authorities-claim is '" + claim + "'",
				"such as scope");
		this.verifying.withPropertyValues(property).run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "at+jwt", "application/at+jwt,my+jwt", "" })
	void startWhenTypeIsNotAcceptedThenFails(String types) {
		String property = "jwt-security.token.accepted-types=" + types;
		assertFails(this.runner.withPropertyValues(property), "jwt-security.token.accepted-types is [",
				"Add JWT to jwt-security.token.accepted-types");
		this.verifying.withPropertyValues(property).run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@CsvSource({ "tenant, tenant", "'email,scope', scope", "nbf, nbf", "cnf, cnf", "token_type, token_type", "iss, iss",
			"aud, aud" })
	void startWhenRequiredClaimIsNotIssuedThenFails(String claims, String missing) {
		String property = "jwt-security.token.required-claims=" + claims;
		assertFails(this.runner.withPropertyValues(property),
				"jwt-security.token.required-claims has '" + missing + "'",
				"Remove '" + missing + "' from jwt-security.token.required-claims");
		this.verifying.withPropertyValues(property).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenRequiredClaimIsConfiguredThenStarts() {
		this.runner
			.withPropertyValues("jwt-security.token.required-claims=iss,aud",
					"jwt-security.issuer=https://issuer.example", "jwt-security.audiences=tasks")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenRequiredClaimMayBeOfACustomizerThenStarts() {
		ApplicationContextRunner customized = this.runner.withBean(AccessTokenCustomizer.class,
				() -> (token) -> token.claims().claim("tenant", "acme"));
		customized.withPropertyValues("jwt-security.token.required-claims=tenant")
			.run((context) -> assertThat(context).hasNotFailed());
		for (String claim : List.of("nbf", "nonce")) {
			assertFails(customized.withPropertyValues("jwt-security.token.required-claims=" + claim),
					"jwt-security.token.required-claims has '" + claim + "'", "Remove '" + claim + "'");
		}
	}

	private static void assertFails(ApplicationContextRunner runner, String description, String action) {
		runner.run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new KeyConfigurationFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains(description);
			assertThat(analysis.getAction()).contains(action);
		});
	}

}
