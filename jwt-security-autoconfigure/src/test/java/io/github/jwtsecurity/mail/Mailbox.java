package io.github.jwtsecurity.mail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;

import org.springframework.context.ApplicationContext;

/**
 * An SMTP server that keeps the mails of an application.
 */
public final class Mailbox implements AutoCloseable {

	private static final Pattern TOKEN = Pattern.compile("#token=([A-Za-z0-9_-]{43})");

	private final GreenMail server;

	private Mailbox(GreenMail server) {
		this.server = server;
	}

	public static Mailbox start() {
		ServerSetup setup = ServerSetup.SMTP.dynamicPort();
		setup.setServerStartupTimeout(60_000);
		GreenMail server = new GreenMail(setup);
		server.start();
		return new Mailbox(server);
	}

	/**
	 * Returns the properties of an application that sends its mail to this server.
	 */
	public String[] properties() {
		return new String[] { "spring.mail.host=localhost", "spring.mail.port=" + this.server.getSmtp().getPort(),
				"jwt-security.mail.from=Tasks <noreply@example.com>",
				"jwt-security.mail.base-url=https://tasks.example.com", "spring.application.name=Tasks" };
	}

	/**
	 * Has an application send all mails, unless another thread sends them, and returns
	 * those to an address, in the order in which they were sent.
	 */
	public List<Mail> mailsTo(String address, ApplicationContext application) {
		TestMailDelivery.deliverAll(application);
		return all().stream().filter((mail) -> mail.recipient().equals(address)).toList();
	}

	/**
	 * Returns the last mail to an address with a text in its subject.
	 */
	public Mail lastTo(String address, String subject, ApplicationContext application) {
		return mailsTo(address, application).stream()
			.filter((mail) -> mail.subject().contains(subject))
			.reduce((earlier, later) -> later)
			.orElseThrow(() -> new AssertionError("There is no mail to " + address));
	}

	/**
	 * Returns the last mail to an address with a one-time token.
	 */
	public Mail lastWithToken(String address, ApplicationContext application) {
		return mailsTo(address, application).stream()
			.filter(Mail::hasToken)
			.reduce((earlier, later) -> later)
			.orElseThrow(() -> new AssertionError("There is no mail with a token to " + address));
	}

	int port() {
		return this.server.getSmtp().getPort();
	}

	List<String> recipients() {
		return all().stream().map(Mail::recipient).toList();
	}

	public List<Mail> all() {
		return Stream.of(this.server.getReceivedMessages()).map(Mailbox::read).toList();
	}

	@Override
	public void close() {
		this.server.stop();
	}

	private static Mail read(MimeMessage message) {
		try {
			List<Part> parts = new ArrayList<>();
			collect(message, parts);
			return new Mail(message.getAllRecipients()[0].toString(), message.getSubject(), text(parts, "text/plain"),
					text(parts, "text/html"), message);
		}
		catch (MessagingException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void collect(Part part, List<Part> parts) throws MessagingException, IOException {
		if (part.getContent() instanceof Multipart multipart) {
			for (int index = 0; index < multipart.getCount(); index++) {
				collect(multipart.getBodyPart(index), parts);
			}
		}
		else {
			parts.add(part);
		}
	}

	private static String text(List<Part> parts, String type) throws MessagingException, IOException {
		for (Part part : parts) {
			if (part.isMimeType(type)) {
				return String.valueOf(part.getContent()).replace("\r\n", "\n");
			}
		}
		return "";
	}

	/**
	 * A mail.
	 *
	 * @param recipient the address of the recipient
	 * @param subject the subject
	 * @param text the plain text
	 * @param html the HTML
	 * @param message the message
	 */
	public record Mail(String recipient, String subject, String text, String html, MimeMessage message) {

		/**
		 * Returns the one-time token in the link.
		 */
		public String token() {
			Matcher matcher = TOKEN.matcher(this.text);
			if (!matcher.find()) {
				throw new AssertionError("The mail has no token: " + this.subject);
			}
			return matcher.group(1);
		}

		public boolean hasToken() {
			return TOKEN.matcher(this.text).find();
		}

	}

}
