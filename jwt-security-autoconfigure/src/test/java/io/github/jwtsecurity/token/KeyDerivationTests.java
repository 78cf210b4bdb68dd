package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import javax.crypto.SecretKey;

import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KeyDerivationTests {

	private static final String PREVIOUS = "previous-" + TestTokens.SECRET;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class));

	@Test
	void deriveThenCurrentSecretFirstAndThenThePreviousOnes() {
		this.runner
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET, "jwt-security.previous-secrets=" + PREVIOUS)
			.run((context) -> {
				KeyDerivation derivation = context.getBean(KeyDerivation.class);
				List<byte[]> keys = derivation.derive("some purpose").stream().map(SecretKey::getEncoded).toList();
				assertThat(keys).usingElementComparator(Arrays::compare)
					.containsExactly(hmac(TestTokens.SECRET, "some purpose"), hmac(PREVIOUS, "some purpose"));
				assertThat(derivation.derive("other purpose").get(0).getEncoded()).isNotEqualTo(keys.get(0));
			});
	}

	@Test
	void deriveWhenPurposeCouldBeSignedInATokenThenRefused() {
		this.runner.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET)
			.run((context) -> assertThatIllegalArgumentException()
				.isThrownBy(() -> context.getBean(KeyDerivation.class).derive("e30.e30")));
	}

	@Test
	void startWhenNoSecretThenOnlyWhoNeedsItFailsAndIsToldWhatToSet() {
		ApplicationContextRunner foreign = this.runner
			.withPropertyValues("jwt-security.jwk-set-uri=https://issuer.example/jwks");
		foreign.run((context) -> assertThat(context).hasNotFailed());
		foreign.withBean(String.class, () -> "", (definition) -> definition.setDependsOn("jwtSecurityKeyDerivation"))
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(KeyConfigurationException.class)
				.hasMessageContaining("no key to sign tokens with"));
	}

	private static byte[] hmac(String secret, String text) {
		return TestTokens.mac(text, "HmacSHA256", secret.getBytes(StandardCharsets.UTF_8));
	}

}
