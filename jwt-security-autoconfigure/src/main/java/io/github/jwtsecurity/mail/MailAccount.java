package io.github.jwtsecurity.mail;

import org.jspecify.annotations.Nullable;

/**
 * The part of an account that mail depends on.
 *
 * @param userId the id of the account
 * @param email the address as its owner typed it
 * @param emailVerified whether the owner has proved that the address is theirs
 * @param language the language of the owner as a BCP 47 tag, {@code null} if it is not
 * known
 * @hidden
 */
public record MailAccount(String userId, String email, boolean emailVerified, @Nullable String language) {

	/**
	 * Returns a text without personal data.
	 */
	@Override
	public String toString() {
		return "MailAccount[userId=" + this.userId + "]";
	}

}
