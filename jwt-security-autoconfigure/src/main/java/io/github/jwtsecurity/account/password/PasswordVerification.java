package io.github.jwtsecurity.account.password;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of the comparison of a password with a stored hash.
 *
 * @param matches whether the password is right
 * @param upgradedHash a hash that replaces the stored one, {@code null} if that is strong
 * enough or the password is wrong
 * @hidden
 */
public record PasswordVerification(boolean matches, @Nullable String upgradedHash) {

	@Override
	public String toString() {
		return "PasswordVerification[matches=" + this.matches + ", upgrade=" + (this.upgradedHash != null) + "]";
	}

}
