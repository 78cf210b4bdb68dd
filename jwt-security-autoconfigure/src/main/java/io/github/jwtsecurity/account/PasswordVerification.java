package io.github.jwtsecurity.account;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a login's comparison.
 *
 * @param matches whether the password is right
 * @param upgradedHash what to store instead of the old hash, {@code null} if that is good
 * enough or the password is wrong
 */
record PasswordVerification(boolean matches, @Nullable String upgradedHash) {

	@Override
	public String toString() {
		return "PasswordVerification[matches=" + this.matches + ", upgrade=" + (this.upgradedHash != null) + "]";
	}

}
