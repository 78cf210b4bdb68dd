package io.github.jwtsecurity.mail;

/**
 * A queue of mails, which are sent by one of the instances after the transaction of the
 * caller is committed.
 *
 * @hidden
 */
public interface MailQueue {

	/** The queue of a service without mail, which drops every mail. */
	MailQueue NONE = new MailQueue() {

		@Override
		public void add(NewMail mail) {
			// There is nobody to send it.
		}

		@Override
		public void cancel(String userId, MailKind... kinds) {
			// There is no mail.
		}

		@Override
		public boolean contains(String userId, MailKind kind) {
			return false;
		}

	};

	/**
	 * Adds a mail, as part of the transaction of the caller.
	 * @param mail the mail
	 */
	void add(NewMail mail);

	/**
	 * Removes the mails to the owner of an account that are not sent yet, and revokes the
	 * tokens of those that were sent, as part of the transaction of the caller.
	 * @param userId the id of the account
	 * @param kinds the kinds of the mails, at least one
	 */
	void cancel(String userId, MailKind... kinds);

	/**
	 * Returns whether a mail to the owner of an account has not been sent yet.
	 * @param userId the id of the account
	 * @param kind the kind of the mail
	 * @return {@code true} if there is such a mail
	 */
	boolean contains(String userId, MailKind kind);

}
