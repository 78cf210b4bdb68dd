package io.github.jwtsecurity.test.attack;

import java.util.List;

import io.github.jwtsecurity.LibraryAutoConfigurations;
import io.github.jwtsecurity.account.password.InstantHashes;
import io.github.jwtsecurity.endpoint.InstantRefusals;
import io.github.jwtsecurity.test.AutoConfigureTestTokens;
import io.github.jwtsecurity.test.TestTokens;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AttackKit} with an application that has accounts, cookies, and a
 * further issuer.
 */
@SpringBootTest(classes = AttackKitWithAccountsTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "jwt-security.accounts.enabled=true", "jwt-security.accounts.base-path=/auth",
				"jwt-security.cookie.enabled=true", "jwt-security.issuer=https://notes.example",
				"jwt-security.issuers.partner.issuer=https://partner.example",
				"jwt-security.issuers.partner.jwk-set-uri=https://partner.example/jwks",
				"jwt-security.issuers.partner.audiences=notes",
				"jwt-security.issuers.partner.user-id-prefix=partner:" })
@ContextConfiguration(initializers = { InstantHashes.class, InstantRefusals.class })
@AutoConfigureTestTokens
class AttackKitWithAccountsTests {

	private static final List<String> NOT_WITH_A_SECRET = List.of("Other text of the signature",
			"Public key as a secret", "Second EdDSA signature", "Trivial ECDSA signature");

	@Autowired
	private WebApplicationContext context;

	@Autowired
	private TestTokens tokens;

	@LocalServerPort
	private int port;

	@Test
	void attackWhenOverAPortThenEverythingIsRefused() {
		AttackReport report = AttackKit.of("http://localhost:" + this.port, this.tokens)
			.withAccountsAt("/auth")
			.report(AttackedApplication.PATH);
		assertThat(report.title()).isEqualTo("GET /api/{user_id}/notes over HTTP");
		assertThat(report.failures()).isEmpty();
		assertThat(skipped(report)).containsExactly("Other audience", "Other text of the signature",
				"Public key as a secret", "Refresh token reuse", "Second EdDSA signature", "Trivial ECDSA signature");
	}

	@Test
	void attackWhenOverMockMvcThenEverythingIsRefused() {
		AttackReport report = AttackKit.of(AttackedApplication.mockMvc(this.context), this.tokens)
			.withAccountsAt("/auth")
			.report(AttackedApplication.PATH);
		assertThat(report.title()).isEqualTo("GET /api/{user_id}/notes over MockMvc");
		assertThat(report.failures()).isEmpty();
		assertThat(skipped(report)).containsAll(NOT_WITH_A_SECRET)
			.contains("Twisted path of another user")
			.hasSize(NOT_WITH_A_SECRET.size() + 3);
	}

	@Test
	void attackWhenBasePathIsAnotherThenSkipsAccountsWithTheRemedy() {
		AttackReport report = AttackKit.of(AttackedApplication.mockMvc(this.context), this.tokens)
			.report(AttackedApplication.PATH);
		assertThat(report.markdown()).contains("there are no endpoints for accounts at `/api/auth`");
	}

	private static List<String> skipped(AttackReport report) {
		return report.results()
			.stream()
			.filter(AttackResult::isSkipped)
			.map((result) -> result.attack().name())
			.distinct()
			.sorted()
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	@LibraryAutoConfigurations
	@Import(AttackedApplication.class)
	static class Application {

	}

}
