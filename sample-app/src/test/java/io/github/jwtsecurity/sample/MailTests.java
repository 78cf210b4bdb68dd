package io.github.jwtsecurity.sample;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

	@RegisterExtension
	private final MailedLinks links = new MailedLinks();

	@Autowired
	private RestTestClient client;

	@Test
	void signUpThenAddressIsVerifiedWithTheLinkInTheLog() {
		String email = Accounts.newEmail();
		new Accounts(this.client).signUp(email);
		post("verify-email", Map.of("token", this.links.takeToken(email, "verify"))).expectStatus().isNoContent();
		new Accounts(this.client).post("login", email, Accounts.PASSWORD)
			.expectBody()
			.jsonPath("$.user.email_verified")
			.isEqualTo(true);
	}

	@Test
	void forgotThenPasswordIsSetWithTheLinkInTheLog() {
		String email = Accounts.newEmail();
		new Accounts(this.client).signUp(email);
		post("password/forgot", Map.of("email", email)).expectStatus().isAccepted();
		post("password/reset",
				Map.of("token", this.links.takeToken(email, "reset"), "new_password", "Battery-staple-2"))
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
			.value((page) -> assertThat(page).contains("/app.js\"></script>"));
	}

	private ResponseSpec post(String path, Map<String, String> body) {
		return this.client.post()
			.uri("/api/auth/" + path)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.exchange();
	}

}
