package io.github.jwtsecurity.test.attack;

import java.security.Key;
import java.util.Map;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AttackerKey}.
 */
class AttackerKeyTests {

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "HS384", "HS512", "RS384", "PS512", "ES256", "ES384", "ES512" })
	void signThenThePublishedKeyVerifies(String algorithm) throws Exception {
		AttackerKey key = AttackerKey.create(algorithm);
		JWK published = JWK.parse(key.jwk());
		assertThat(published.isPrivate()).isEqualTo(algorithm.startsWith("HS"));
		assertThat(published.getKeyID()).isEqualTo(key.keyId());
		JWSObject token = JWSObject
			.parse(key.sign(JsonText.of(Map.of("alg", algorithm)), JsonText.of(Map.of("user_id", "alice"))));
		Key verifying = (published instanceof AsymmetricJWK pair) ? pair.toPublicKey()
				: published.toOctetSequenceKey().toSecretKey();
		assertThat(token.verify(new DefaultJWSVerifierFactory().createJWSVerifier(token.getHeader(), verifying)))
			.isTrue();
	}

}
