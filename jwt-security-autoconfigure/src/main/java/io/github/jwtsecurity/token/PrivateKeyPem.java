package io.github.jwtsecurity.token;

import com.nimbusds.jose.jwk.JWK;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.util.ClassUtils;

/**
 * A reader of a private key from a PEM file in the form PKCS#8 (RFC 7468, section 10).
 */
final class PrivateKeyPem {

	static final String BOUNCY_CASTLE = "org.bouncycastle.crypto.util.PrivateKeyFactory";

	private static final String ACTION = "Point it to a file that begins with '-----BEGIN PRIVATE KEY-----', for instance"
			+ " file:/run/secrets/signing.pem. A new key is made with"
			+ " 'openssl genpkey -algorithm ed25519 -out signing.pem'. A key in another form, such as EC PRIVATE KEY or"
			+ " ENCRYPTED PRIVATE KEY, also after a block EC PARAMETERS, is converted with"
			+ " 'openssl pkcs8 -topk8 -nocrypt -in old.pem -out signing.pem'.";

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
		PemBlock block = new PemBlock(property, "PRIVATE KEY", ACTION);
		if (!ClassUtils.isPresent(BOUNCY_CASTLE, null)) {
			throw new KeyConfigurationException(
					"%s needs Bouncy Castle, which is not on the class path.".formatted(property),
					"Add the dependency org.bouncycastle:bcprov-jdk18on, which jwt-security-starter includes.");
		}
		JWK key = BouncyCastlePrivateKey.parse(block.read(location));
		if (key == null) {
			throw block.refuse(
					"holds a damaged key, or one that is neither RSA nor Ed25519 nor EC with P-256, P-384 or P-521");
		}
		String problem = VerificationKeys.problem(key.toPublicJWK());
		if (problem != null) {
			throw block.refuse("holds a key that cannot be used: " + problem);
		}
		if (!SigningKey.canSign(key)) {
			throw block.refuse("holds a key whose parts do not belong together");
		}
		return key;
	}

}
