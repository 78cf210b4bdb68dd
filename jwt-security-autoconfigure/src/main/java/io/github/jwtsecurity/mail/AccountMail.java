package io.github.jwtsecurity.mail;

import java.net.URI;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A mail to the owner of an account, ready to be sent.
 *
 * @param kind the kind of the mail
 * @param recipient the address of the recipient. The domain is in ASCII, the part before
 * the {@code @} may have letters of all languages (RFC 6531)
 * @param locale the language of the texts
 * @param link the link in the texts, whose fragment has a one-time token; {@code null}
 * for a mail without a link. Do not log it
 * @param content the subject and the texts
 */
public record AccountMail(MailKind kind, String recipient, Locale locale, @Nullable URI link, Content content) {

	/**
	 * Returns a text without the address and the link.
	 */
	@Override
	public String toString() {
		return "AccountMail[kind=" + this.kind + ", locale=" + this.locale + "]";
	}

	/**
	 * The subject and the texts of a mail.
	 *
	 * @param subject the subject, on one line
	 * @param text the text for clients that do not show HTML
	 * @param html the same text in HTML
	 */
	public record Content(String subject, String text, String html) {

		/**
		 * Returns a text without the texts, which have the link.
		 */
		@Override
		public String toString() {
			return "Content[]";
		}

	}

}
