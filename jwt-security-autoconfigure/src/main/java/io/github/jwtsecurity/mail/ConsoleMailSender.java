package io.github.jwtsecurity.mail;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A sender that writes mails to the log, for development without a mail server.
 */
final class ConsoleMailSender implements AccountMailSender {

	private static final Log logger = LogFactory.getLog(ConsoleMailSender.class);

	ConsoleMailSender() {
		logger.warn("jwt-security.mail.console is true: mail is written to the log, with links that reset passwords."
				+ " Use it for development only");
	}

	@Override
	public void send(AccountMail mail) {
		logger.warn("Mail to %s, not sent: %s%n%n%s".formatted(mail.recipient(), mail.content().subject(),
				mail.content().text().indent(4)));
	}

}
