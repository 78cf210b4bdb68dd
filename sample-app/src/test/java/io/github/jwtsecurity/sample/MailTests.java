package io.github.jwtsecurity.sample;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the links in mails, which the application writes to the log.
 */
@SampleTest
class MailTests {

	private static final Pattern LINK = Pattern.compile("http://localhost:8080/(\\w+)#token=([\\w-]{43})");

	private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.jwtsecurity.mail.ConsoleMailSender");

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			MailTests.this.log.add(event.getFormattedMessage());
		}

	};

	@Autowired
	private RestTestClient client;

	@BeforeEach
	void listen() {
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	@AfterEach
	void stop() {
		this.logger.detachAppender(this.appender);
	}

	@Test
	void signUpThenAddressIsVerifiedWithTheLinkInTheLog() throws Exception {
		String email = Accounts.newEmail();
		new Accounts(this.client).signUp(email);
		post("verify-email", Map.of("token", token(email, "verify"))).expectStatus().isNoContent();
		new Accounts(this.client).post("login", email, Accounts.PASSWORD)
			.expectBody()
			.jsonPath("$.user.email_verified")
			.isEqualTo(true);
	}

	@Test
	void forgotThenPasswordIsSetWithTheLinkInTheLog() throws Exception {
		String email = Accounts.newEmail();
		new Accounts(this.client).signUp(email);
		post("password/forgot", Map.of("email", email)).expectStatus().isAccepted();
		post("password/reset", Map.of("token", token(email, "reset"), "new_password", "Battery-staple-2"))
			.expectStatus()
			.isNoContent();
		new Accounts(this.client).post("login", email, "Battery-staple-2").expectStatus().isOk();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/verify", "/reset", "/email" })
	void pageOfALinkThenItIsThere(String path) {
		this.client.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.TEXT_HTML)
			.expectBody(String.class)
			.value((page) -> assertThat(page).contains("<script src=\"mail.js\" defer></script>"));
	}

	private ResponseSpec post(String path, Map<String, String> body) {
		return this.client.post()
			.uri("/api/auth/" + path)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.exchange();
	}

	private String token(String email, String page) throws InterruptedException {
		while (true) {
			String line = this.log.poll(30, TimeUnit.SECONDS);
			assertThat(line).as("mail to " + email).isNotNull();
			Matcher link = LINK.matcher(line);
			if (line.contains(email) && link.find() && link.group(1).equals(page)) {
				return link.group(2);
			}
		}
	}

}
