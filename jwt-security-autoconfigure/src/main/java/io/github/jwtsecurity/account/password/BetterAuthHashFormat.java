package io.github.jwtsecurity.account.password;

import org.jspecify.annotations.Nullable;

/**
 * The format of the hashes of Better Auth.
 */
final class BetterAuthHashFormat extends ForeignHashFormat {

	private final BetterAuthPasswordEncoder encoder = new BetterAuthPasswordEncoder();

	@Override
	@Nullable ForeignHash read(String hash) {
		return BetterAuthPasswordEncoder.HASH.matcher(hash).matches()
				? (password) -> this.encoder.matches(password, hash) : null;
	}

}
