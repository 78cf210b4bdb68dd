package io.github.jwtsecurity.ratelimit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Names an account without saying who it is.
 */
final class AccountKey {

	private AccountKey() {
	}

	/**
	 * Returns the key of an account.
	 * @param account the normal form of an email address, or an id
	 * @return the SHA-256 of it
	 */
	static String of(String account) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(account.getBytes(StandardCharsets.UTF_8));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
