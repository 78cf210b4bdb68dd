package io.github.jwtsecurity.token;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Objects;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;

/**
 * A generator of key pairs that sign tokens, with their thumbprint (RFC 7638) as
 * {@code kid}.
 *
 * @hidden
 */
public final class NewKeyPair {

	private static final int RSA_BITS = 3072;

	private static final List<JWSAlgorithm> ALGORITHMS = List.of(JWSAlgorithm.EdDSA, JWSAlgorithm.ES256,
			JWSAlgorithm.ES384, JWSAlgorithm.ES512, JWSAlgorithm.RS256, JWSAlgorithm.PS256);

	private NewKeyPair() {
	}

	/**
	 * Returns the algorithm with a name.
	 * @param property the property with the name, named in errors
	 * @param name the name, such as {@code EdDSA} or {@code ES256}
	 * @return the algorithm
	 */
	public static JWSAlgorithm algorithm(String property, String name) {
		JWSAlgorithm algorithm = SignatureAlgorithms.canonical(new JWSAlgorithm(name));
		if (!ALGORITHMS.contains(algorithm)) {
			throw new KeyConfigurationException("%s is '%s'.".formatted(property, name),
					"Use one of %s.".formatted(ALGORITHMS));
		}
		return algorithm;
	}

	/**
	 * Generates a key pair.
	 * @param algorithm the algorithm that it is for
	 * @return the key pair
	 */
	public static JWK generate(JWSAlgorithm algorithm) {
		try {
			if (JWSAlgorithm.EdDSA.equals(algorithm)) {
				return ed25519();
			}
			if (JWSAlgorithm.Family.RSA.contains(algorithm)) {
				return new RSAKeyGenerator(RSA_BITS).keyUse(KeyUse.SIGNATURE)
					.algorithm(algorithm)
					.keyIDFromThumbprint(true)
					.generate();
			}
			return new ECKeyGenerator(Curve.forJWSAlgorithm(algorithm).iterator().next()).keyUse(KeyUse.SIGNATURE)
				.algorithm(algorithm)
				.keyIDFromThumbprint(true)
				.generate();
		}
		catch (JOSEException | GeneralSecurityException ex) {
			throw new IllegalStateException("A key pair for %s could not be generated".formatted(algorithm), ex);
		}
	}

	private static JWK ed25519() throws JOSEException, GeneralSecurityException {
		KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
		byte[] seed = Ed25519Encoding.privateKey(pair.getPrivate().getEncoded());
		JWK publicKey = Objects.requireNonNull(PublicKeyPem.convert(pair.getPublic()));
		return new OctetKeyPair.Builder(publicKey.toOctetKeyPair()).d(Base64URL.encode(seed))
			.keyUse(KeyUse.SIGNATURE)
			.algorithm(JWSAlgorithm.EdDSA)
			.keyIDFromThumbprint()
			.build();
	}

}
