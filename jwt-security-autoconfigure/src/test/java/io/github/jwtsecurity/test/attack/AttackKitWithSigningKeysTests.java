package io.github.jwtsecurity.test.attack;

import io.github.jwtsecurity.LibraryAutoConfigurations;
import io.github.jwtsecurity.test.AutoConfigureTestTokens;
import io.github.jwtsecurity.test.TestTokens;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AttackKit} with an application that signs with its own key pairs.
 */
@SpringBootTest(classes = AttackKitWithSigningKeysTests.Application.class,
		properties = { "jwt-security.signing.store=jdbc",
				"jwt-security.signing.encryption-secret=q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt8X4n" })
@AutoConfigureTestTokens
class AttackKitWithSigningKeysTests {

	@Autowired
	private WebApplicationContext context;

	@Autowired
	private TestTokens tokens;

	@Test
	void attackThenPublicKeyIsNoSecret() {
		AttackReport report = AttackKit.of(AttackedApplication.mockMvc(this.context), this.tokens)
			.report(AttackedApplication.PATH);
		assertThat(report.failures()).isEmpty();
		assertThat(report.results()).filteredOn((result) -> result.attack().name().equals("Public key as a secret"))
			.hasSizeGreaterThan(1)
			.noneMatch(AttackResult::isSkipped);
	}

	@Configuration(proxyBeanMethods = false)
	@LibraryAutoConfigurations
	@Import(AttackedApplication.class)
	static class Application {

	}

}
