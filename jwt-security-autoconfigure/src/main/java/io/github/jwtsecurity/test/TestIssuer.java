package io.github.jwtsecurity.test;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import io.github.jwtsecurity.token.ConfiguredIssuer;
import io.github.jwtsecurity.token.NewKeyPair;
import io.github.jwtsecurity.token.SigningKey;

/**
 * An issuer whose tokens the application under test accepts, with a key that signs them.
 *
 * @param configuration the configuration of the issuer
 * @param key the key
 */
record TestIssuer(ConfiguredIssuer configuration, SigningKey key) {

	private static final int SECRET_BITS = 512;

	/**
	 * Generates a key of the same kind that the application does not accept.
	 */
	SigningKey foreignKey() {
		JWSAlgorithm algorithm = this.key.algorithm();
		return SigningKey.of(
				JWSAlgorithm.Family.HMAC_SHA.contains(algorithm) ? secret() : NewKeyPair.generate(algorithm),
				algorithm);
	}

	private static JWK secret() {
		try {
			return new OctetSequenceKeyGenerator(SECRET_BITS).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
