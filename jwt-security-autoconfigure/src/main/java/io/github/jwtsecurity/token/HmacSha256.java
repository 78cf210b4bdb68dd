package io.github.jwtsecurity.token;

import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 (RFC 2104).
 *
 * @hidden
 */
public final class HmacSha256 {

	private static final String ALGORITHM = "HmacSHA256";

	private HmacSha256() {
	}

	static SecretKey key(byte[] bytes) {
		return new SecretKeySpec(bytes, ALGORITHM);
	}

	/**
	 * Computes the code of a message.
	 * @param key the key
	 * @param parts the parts of the message, which are concatenated
	 * @return the code of 32 bytes
	 */
	public static byte[] sign(SecretKey key, byte[]... parts) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(key);
			for (byte[] part : parts) {
				mac.update(part);
			}
			return mac.doFinal();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("HmacSHA256 is part of every Java platform", ex);
		}
	}

}
