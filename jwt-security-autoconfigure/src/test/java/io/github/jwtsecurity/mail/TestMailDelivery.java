package io.github.jwtsecurity.mail;

import org.springframework.context.ApplicationContext;

/**
 * A utility that has an application send its mails, for the tests of other packages.
 */
public final class TestMailDelivery {

	private TestMailDelivery() {
	}

	/**
	 * Sends all mails, unless another thread sends them.
	 */
	public static void deliverAll(ApplicationContext application) {
		MailDelivery delivery = application.getBean(MailDelivery.class);
		MailOutbox outbox = application.getBean(MailOutbox.class);
		while (outbox.count() > 0) {
			delivery.deliver();
		}
	}

}
