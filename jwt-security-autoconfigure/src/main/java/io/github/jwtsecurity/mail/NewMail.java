package io.github.jwtsecurity.mail;

import org.jspecify.annotations.Nullable;

/**
 * A mail that is to be queued. Its text, and the token in its link, are made when it is
 * sent.
 *
 * @param kind the kind of the mail
 * @param userId the id of the account, {@code null} if the account is found by the
 * address when the mail is sent
 * @param email the address, {@code null} for the address that the account has when the
 * mail is sent
 * @param language the language of the recipient as a BCP 47 tag, {@code null} if it is
 * not known
 * @param detail further information for the text, such as a device; {@code null} if there
 * is none
 * @hidden
 */
public record NewMail(MailKind kind, @Nullable String userId, @Nullable String email, @Nullable String language,
		@Nullable String detail) {

	private static final int MAX_DETAIL_LENGTH = 320;

	/**
	 * Creates a mail.
	 */
	public NewMail {
		detail = (detail != null && detail.length() > MAX_DETAIL_LENGTH) ? detail.substring(0, MAX_DETAIL_LENGTH)
				: detail;
	}

	/**
	 * Creates a mail to the address of an account, if there is such an account when the
	 * mail is sent.
	 * @param kind the kind of the mail
	 * @param email the normal form of the address
	 * @param language the language of the recipient, {@code null} if it is not known
	 * @return the mail
	 */
	public static NewMail toAddress(MailKind kind, String email, @Nullable String language) {
		return new NewMail(kind, null, email, language, null);
	}

	/**
	 * Creates a mail to the owner of an account.
	 * @param kind the kind of the mail
	 * @param userId the id of the account
	 * @param email the address, {@code null} for the address that the account has when
	 * the mail is sent
	 * @param language the language of the recipient, {@code null} if it is not known
	 * @return the mail
	 */
	public static NewMail toOwner(MailKind kind, String userId, @Nullable String email, @Nullable String language) {
		return new NewMail(kind, userId, email, language, null);
	}

	/**
	 * Returns this mail with further information for its text.
	 * @param text the information, cut after 320 characters
	 * @return a new mail
	 */
	public NewMail withDetail(String text) {
		return new NewMail(this.kind, this.userId, this.email, this.language, text);
	}

	/**
	 * Returns a text without personal data.
	 */
	@Override
	public String toString() {
		return "NewMail[kind=" + this.kind + "]";
	}

}
