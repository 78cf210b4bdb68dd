package io.github.jwtsecurity.mail;

/**
 * A sender of mail to the owners of accounts. By default, mail is sent by the {@code
 * JavaMailSender} of the application. An application that sends mail in another way, such
 * as by the API of a provider, declares a bean of this type.
 * <p>
 * It is called by a thread of the library, never by that of a request, and outside any
 * transaction. A mail is sent again if the process ends before the outcome is recorded.
 */
@FunctionalInterface
public interface AccountMailSender {

	/**
	 * Sends a mail. This method should return within a minute: after five minutes,
	 * another instance sends the mail again.
	 * @param mail the mail
	 * @throws Exception if the mail could not be handed over. It is sent again later, for
	 * three days. The message of the exception is not logged
	 */
	void send(AccountMail mail) throws Exception;

}
