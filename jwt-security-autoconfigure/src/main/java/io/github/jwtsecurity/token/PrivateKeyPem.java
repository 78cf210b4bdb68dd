package io.github.jwtsecurity.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.util.ClassUtils;

/**
 * A reader of a private key from a PEM file in the form PKCS#8 (RFC 7468, section 10).
 */
final class PrivateKeyPem {

	private static final boolean BOUNCY_CASTLE = ClassUtils.isPresent("org.bouncycastle.crypto.util.PrivateKeyFactory",
			PrivateKeyPem.class.getClassLoader());

	private PrivateKeyPem() {
	}

	/**
	 * Reads a key.
	 * @param property the property with the location, named in errors
	 * @param location the location of the file
	 * @return the key pair with its thumbprint (RFC 7638) as {@code kid}
	 * @throws KeyConfigurationException if the file has no key that can sign tokens
	 */
	static JWK read(String property, @Nullable Resource location) {
		PemBlock block = new PemBlock(property, "PRIVATE KEY",
				"Point it to a file that begins with '-----BEGIN PRIVATE KEY-----', for instance file:/run/secrets/signing.pem."
						+ " A new key is made with 'openssl genpkey -algorithm ed25519 -out signing.pem'. A key in another form,"
						+ " such as EC PRIVATE KEY, is converted with 'openssl pkcs8 -topk8 -nocrypt -in old.pem -out signing.pem'.");
		if (!BOUNCY_CASTLE) {
			throw new KeyConfigurationException(
					"%s needs Bouncy Castle, which is not on the class path.".formatted(property),
					"Add the dependency org.bouncycastle:bcprov-jdk18on, or do not exclude it from jwt-security-starter.");
		}
		try {
			JWK key = BouncyCastlePrivateKey.parse(block.read(location));
			String problem = VerificationKeys.problem(key.toPublicJWK());
			if (problem != null) {
				throw block.refuse("holds a key that cannot be used: " + problem);
			}
			if (!SigningKey.canSign(key)) {
				throw block.refuse("holds a key whose parts do not fit together");
			}
			return key;
		}
		catch (IllegalArgumentException | JOSEException ex) {
			throw block.refuse(
					"holds a key that is damaged, or neither RSA nor Ed25519 nor an EC key of P-256, P-384 or P-521");
		}
	}

}
