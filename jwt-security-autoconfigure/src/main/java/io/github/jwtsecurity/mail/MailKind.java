package io.github.jwtsecurity.mail;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A kind of mail to the owner of an account.
 */
public enum MailKind {

	/** The request to verify the address of an account. */
	VERIFY_EMAIL(TokenPurpose.VERIFY_EMAIL),

	/** The link for a user who has forgotten the password. */
	RESET_PASSWORD(TokenPurpose.RESET_PASSWORD),

	/** The request to verify a new address, sent to that address. */
	CHANGE_EMAIL(TokenPurpose.CHANGE_EMAIL),

	/**
	 * The notice that the address of the account was changed, sent to the previous
	 * address with a revert link.
	 */
	EMAIL_CHANGED(TokenPurpose.REVERT_EMAIL),

	/** The link for a new password after the address of the account was restored. */
	EMAIL_REVERTED(TokenPurpose.RESET_PASSWORD),

	/**
	 * The notice that the address of the account was changed again, sent to the previous
	 * address while the revert link belongs to an earlier one.
	 */
	EMAIL_CHANGED_AGAIN(null),

	/** The notice that somebody has tried to sign up with the address of an account. */
	EMAIL_TAKEN(null),

	/** The notice that the user has changed the password. */
	PASSWORD_CHANGED(null),

	/** The notice that the password was reset. */
	PASSWORD_RESET(null),

	/** The notice that a device has logged in for the first time. */
	NEW_DEVICE(null),

	/** The notice that a session was ended because a refresh token was used again. */
	REFRESH_TOKEN_REUSED(null);

	private final @Nullable TokenPurpose purpose;

	MailKind(@Nullable TokenPurpose purpose) {
		this.purpose = purpose;
	}

	/**
	 * Returns the purpose of the one-time token in the link of the mail.
	 * @return the purpose, {@code null} for a mail without a link
	 */
	@Nullable TokenPurpose purpose() {
		return this.purpose;
	}

	/**
	 * Returns the name of the kind in the keys of texts and in metrics.
	 * @return the name in lower case with hyphens
	 */
	String key() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
