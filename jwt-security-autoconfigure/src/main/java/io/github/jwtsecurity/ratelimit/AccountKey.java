package io.github.jwtsecurity.ratelimit;

import java.util.Base64;

import io.github.jwtsecurity.token.Sha256;

/**
 * The key of the bucket of an account, which does not reveal the account.
 */
final class AccountKey {

	private AccountKey() {
	}

	/**
	 * Returns the key of an account.
	 * @param account the normal form of an email address, or an id
	 * @return the SHA-256 in base64url
	 */
	static String of(String account) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.hash(account));
	}

}
