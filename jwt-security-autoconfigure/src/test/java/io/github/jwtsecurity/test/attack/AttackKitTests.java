package io.github.jwtsecurity.test.attack;

import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.token.DocumentServer;
import io.github.jwtsecurity.token.SigningKeys;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AttackKit} with an application that accepts the tokens of another
 * service.
 */
class AttackKitTests {

	private static final Map<String, JWK> KEYS = Map.of("RS256", SigningKeys.rsa("rsa", 2048), "ES256",
			SigningKeys.ec("ec", Curve.P_256), "EdDSA", SigningKeys.ed25519("ed"));

	@ParameterizedTest
	@ValueSource(strings = { "RS256", "ES256", "EdDSA" })
	void attackWhenKeysArePublishedThenEverythingIsRefused(String algorithm) {
		try (DocumentServer issuer = new DocumentServer()) {
			issuer.document("/jwks", new JWKSet(List.copyOf(KEYS.values())).toString());
			LibraryContext.withoutAccounts()
				.withPropertyValues("jwt-security.jwk-set-uri=" + issuer.origin() + "/jwks",
						"jwt-security.issuer=https://issuer.example", "jwt-security.audiences=notes")
				.withUserConfiguration(AttackedApplication.class)
				.run((context) -> {
					TokenSource tokens = new KeyTokenSource(KEYS.get(algorithm), algorithm,
							Map.of("iss", "https://issuer.example", "aud", "notes"), List.of());
					assertThat(new AttackKit(new MockMvcService(AttackedApplication.mockMvc(context)), tokens,
							AttackSettings.DEFAULT)
						.report(AttackedApplication.PATH)
						.failures()).isEmpty();
				});
		}
	}

}
