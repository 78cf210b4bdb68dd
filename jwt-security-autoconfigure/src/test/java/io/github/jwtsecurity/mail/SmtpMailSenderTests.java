package io.github.jwtsecurity.mail;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import java.util.function.UnaryOperator;

import io.github.jwtsecurity.mail.AccountMail.Content;
import io.github.jwtsecurity.mail.Mailbox.Mail;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mail.javamail.JavaMailSenderImpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for mail over SMTP, with servers that fail in various ways.
 */
class SmtpMailSenderTests {

	private static final String FROM = "Tasks <noreply@example.com>";

	@Test
	void sendThenBothPartsAndHeaders() throws Exception {
		try (Mailbox mailbox = Mailbox.start()) {
			sender(mailbox.port(), FROM).send(mail("alice@example.com"));
			Mail mail = mailbox.all().get(0);
			MimeMessage message = mail.message();
			assertThat(mail.subject()).isEqualTo("Passwort zurücksetzen");
			assertThat(mail.text()).contains("Grüße");
			assertThat(mail.html()).contains("<p>Grüße</p>");
			assertThat(message.getFrom()[0]).hasToString(FROM);
			assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
			assertThat(message.getHeader("Content-Language")).containsExactly("de");
			assertThat(message.getAllRecipients()).hasSize(1);
		}
	}

	/**
	 * An address is never parsed, so that it is never more than one.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "a,b@example.com", "a@example.com\r\nBcc: b@example.com", "a@example.com b@example.com" })
	void sendWhenAddressIsMoreThanOneThenNobodyElseGetsMail(String recipient) {
		try (Mailbox mailbox = Mailbox.start()) {
			SmtpMailSender sender = sender(mailbox.port(), FROM);
			try {
				sender.send(mail(recipient));
			}
			catch (Exception ex) {
				assertThat(mailbox.all()).isEmpty();
			}
			assertThat(mailbox.recipients()).doesNotContain("b@example.com");
		}
	}

	@ParameterizedTest
	@CsvSource({ "CONNECT, 421 try later", "MAIL, 451 busy", "RCPT, 550 no such user", "RCPT, 450 greylisted",
			"DATA, 554 spam", "CONNECT, 220 nothing follows" })
	void sendWhenServerRefusesThenFails(String command, String answer) throws Exception {
		UnaryOperator<String> script = (received) -> received.startsWith(command) ? answer : accept(received);
		try (ScriptedSmtpServer server = new ScriptedSmtpServer(
				answer.startsWith("220") ? (received) -> received.equals("CONNECT") ? answer : "" : script)) {
			SmtpMailSender sender = sender(server.port(), FROM, "200");
			assertThatException().isThrownBy(() -> sender.send(mail("alice@example.com")));
		}
	}

	@Test
	void sendWhenServerIsDownThenFails() throws Exception {
		int port;
		try (ScriptedSmtpServer server = new ScriptedSmtpServer(SmtpMailSenderTests::accept)) {
			port = server.port();
		}
		assertThatException().isThrownBy(() -> sender(port, FROM).send(mail("alice@example.com")));
	}

	/**
	 * The server neither announces nor accepts {@code SMTPUTF8}.
	 */
	@Test
	void sendWhenServerKnowsAsciiOnlyThenFailsForSuchAnAddressOnly() throws Exception {
		UnaryOperator<String> ascii = (command) -> StandardCharsets.US_ASCII.newEncoder().canEncode(command)
				? accept(command) : "553 not supported";
		try (ScriptedSmtpServer server = new ScriptedSmtpServer(ascii)) {
			SmtpMailSender sender = sender(server.port(), FROM);
			sender.send(mail("alice@xn--bcher-kva.example"));
			assertThat(server.commands).contains("RCPT TO:<alice@xn--bcher-kva.example>");
			assertThatException().isThrownBy(() -> sender.send(mail("zoë@example.com")));
			sender.send(mail("bob@example.com"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "nobody", "a@example.com, b@example.com", "a@example.com\r\nBcc: b@example.com", "@" })
	void createWhenSenderIsNoAddressThenFails(String from) {
		assertThatIllegalArgumentException().isThrownBy(() -> sender(1, from))
			.withMessageStartingWith("jwt-security.mail.from must be an email address");
	}

	@Test
	void createThenSenderOfTheApplicationIsUnchanged() {
		JavaMailSenderImpl original = new JavaMailSenderImpl();
		original.setHost("localhost");
		new SmtpMailSender(original, FROM);
		assertThat(original.getJavaMailProperties()).isEmpty();
	}

	private static SmtpMailSender sender(int port, String from, String... timeout) {
		JavaMailSenderImpl mailSender = new JavaMailSenderImpl();
		mailSender.setHost("localhost");
		mailSender.setPort(port);
		Properties properties = new Properties();
		if (timeout.length > 0) {
			properties.setProperty("mail.smtp.timeout", timeout[0]);
		}
		mailSender.setJavaMailProperties(properties);
		return new SmtpMailSender(mailSender, from);
	}

	private static AccountMail mail(String recipient) {
		return new AccountMail(MailKind.RESET_PASSWORD, recipient, Locale.GERMAN, URI.create("https://example.com/"),
				new Content("Passwort zurücksetzen", "Grüße", "<p>Grüße</p>"));
	}

	private static String accept(String command) {
		return switch (command.split("[ :]")[0]) {
			case "CONNECT" -> "220 ready";
			case "DATA" -> "354 go on";
			case "QUIT" -> "221 bye";
			case "EHLO", "HELO", "MAIL", "RCPT", "RSET", "." -> "250 ok";
			default -> "";
		};
	}

}
