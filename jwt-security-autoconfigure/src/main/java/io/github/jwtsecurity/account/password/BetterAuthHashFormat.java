package io.github.jwtsecurity.account.password;

import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * The format of Better Auth's hashes, which are verified until the account's next login.
 */
final class BetterAuthHashFormat implements HashFormat {

	@Override
	public PasswordEncoder encoder() {
		return new BetterAuthPasswordEncoder();
	}

	@Override
	public Strength strength(String hash) {
		return BetterAuthPasswordEncoder.HASH.matcher(hash).matches() ? Strength.WEAK : Strength.UNREADABLE;
	}

	@Override
	public String standIn() {
		return "0".repeat(32) + ":" + "0".repeat(128);
	}

}
