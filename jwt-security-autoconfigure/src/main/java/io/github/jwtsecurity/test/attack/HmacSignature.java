package io.github.jwtsecurity.test.attack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A signer of tokens with a secret of any length (RFC 7518, section 3.2). Nimbus refuses
 * short secrets.
 */
final class HmacSignature {

	private HmacSignature() {
	}

	/**
	 * Signs a text.
	 * @param algorithm the name of the algorithm, such as {@code HS256}
	 * @param secret the secret, which may be of any length but zero
	 */
	static byte[] sign(String algorithm, byte[] secret, String text) {
		String name = "HmacSHA" + algorithm.substring(2);
		try {
			Mac mac = Mac.getInstance(name);
			mac.init(new SecretKeySpec(secret, name));
			return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Nothing can be signed with " + algorithm, ex);
		}
	}

}
