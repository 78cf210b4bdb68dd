package io.github.jwtsecurity.mail;

import java.nio.charset.StandardCharsets;
import java.util.Properties;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/**
 * A sender that uses the {@link JavaMailSender} of the application. Each mail has a plain
 * text and an HTML part.
 */
final class SmtpMailSender implements AccountMailSender {

	/** The timeout for each step, in milliseconds. By default, Jakarta Mail has none. */
	private static final String TIMEOUT = "10000";

	private final JavaMailSender mailSender;

	private final InternetAddress from;

	/**
	 * Creates a sender.
	 * @param mailSender the sender of the application
	 * @param from the address of the sender, as it is configured
	 * @throws IllegalArgumentException if {@code from} is not an address
	 */
	SmtpMailSender(JavaMailSender mailSender, String from) {
		this.mailSender = withTimeouts(mailSender);
		try {
			this.from = new InternetAddress(from, true);
		}
		catch (AddressException ex) {
			throw new IllegalArgumentException(MailProperties.PREFIX
					+ ".from must be an email address, such as noreply@example.com or Tasks <noreply@example.com>", ex);
		}
	}

	/**
	 * Returns a sender that has timeouts and sends to addresses of all languages (RFC
	 * 6531), unless the application has configured this differently. The bean of the
	 * application remains unchanged.
	 */
	private static JavaMailSender withTimeouts(JavaMailSender mailSender) {
		if (!(mailSender instanceof JavaMailSenderImpl original) || mailSender.getClass() != JavaMailSenderImpl.class
				|| original.getHost() == null) {
			return mailSender;
		}
		String protocol = (original.getProtocol() != null) ? original.getProtocol()
				: JavaMailSenderImpl.DEFAULT_PROTOCOL;
		JavaMailSenderImpl copy = new JavaMailSenderImpl();
		copy.setProtocol(protocol);
		copy.setHost(original.getHost());
		copy.setPort(original.getPort());
		copy.setUsername(original.getUsername());
		copy.setPassword(original.getPassword());
		copy.setDefaultEncoding(original.getDefaultEncoding());
		Properties properties = new Properties();
		for (String step : new String[] { "connectiontimeout", "timeout", "writetimeout" }) {
			properties.setProperty("mail." + protocol + "." + step, TIMEOUT);
		}
		properties.setProperty("mail.mime.allowutf8", "true");
		properties.putAll(original.getJavaMailProperties());
		copy.setJavaMailProperties(properties);
		return copy;
	}

	@Override
	public void send(AccountMail mail) throws MessagingException {
		MimeMessage message = this.mailSender.createMimeMessage();
		MimeMessageHelper helper = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
		helper.setFrom(this.from);
		helper.setTo(address(mail.recipient()));
		helper.setSubject(mail.content().subject());
		helper.setText(mail.content().text(), mail.content().html());
		message.setHeader("Auto-Submitted", "auto-generated");
		message.setHeader("Content-Language", mail.locale().toLanguageTag());
		this.mailSender.send(message);
	}

	/**
	 * Returns an address without parsing it, since a text that is parsed might be several
	 * addresses.
	 */
	private static InternetAddress address(String recipient) {
		InternetAddress address = new InternetAddress();
		address.setAddress(recipient);
		return address;
	}

}
