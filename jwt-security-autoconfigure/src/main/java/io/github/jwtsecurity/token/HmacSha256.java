package io.github.jwtsecurity.token;

import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 (RFC 2104). It is public for the packages that sign something with a
 * derived key.
 */
public final class HmacSha256 {

	private static final String ALGORITHM = "HmacSHA256";

	private HmacSha256() {
	}

	static SecretKey key(byte[] bytes) {
		return new SecretKeySpec(bytes, ALGORITHM);
	}

	/**
	 * Signs something.
	 * @param key the key
	 * @param parts what to sign, one behind the other
	 * @return the 32 bytes of the code
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
