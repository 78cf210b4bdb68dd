package io.github.jwtsecurity.endpoint;

import java.util.Map;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.endpoint.AccountApplication.Running;
import io.github.jwtsecurity.mail.Mailbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the limits of mails.
 */
class MailLimitTests {

	private static Mailbox mailbox;

	private static Running application;

	private static JsonHttp http;

	@BeforeAll
	static void start() {
		mailbox = Mailbox.start();
		application = AccountLifeTests.start(TestDatabase.h2(), mailbox, "jwt-security.rate-limit.enabled=true",
				"jwt-security.rate-limit.mail.per-address=12/1d", "server.forward-headers-strategy=native");
		http = application.http();
	}

	@AfterAll
	static void stop() {
		application.close();
		mailbox.close();
	}

	@Test
	void forgotWhenTooManyThenSameAnswerAndNoMail() {
		http.post("/api/auth/signup", Map.of("email", "alice@example.com", "password", "Correct-horse-1"));
		for (String email : new String[] { "alice@example.com", "ALICE@example.com", "nobody@example.com" }) {
			for (int attempt = 0; attempt < 3; attempt++) {
				Answer answer = forgot(email, "192.0.2.1");
				assertThat(answer.status()).isEqualTo(202);
				assertThat(answer.text()).isEmpty();
			}
		}
		assertThat(mailbox.mailsTo("alice@example.com", application.context())).hasSize(1);
		assertThat(mailbox.mailsTo("nobody@example.com", application.context())).isEmpty();
	}

	/**
	 * A stranger cannot use up the mails by which the owner recovers the account.
	 */
	@Test
	void forgotWhenOtherMailsAreUsedUpThenMail() {
		String email = "dave@example.com";
		http.post("/api/auth/signup", Map.of("email", email, "password", "Correct-horse-1"));
		http.post("/api/auth/verify-email/resend", Map.of("email", email), "X-Forwarded-For", "192.0.2.4");
		assertThat(forgot(email, "192.0.2.4").status()).isEqualTo(202);
		assertThat(mailbox.mailsTo(email, application.context())).hasSize(2);
	}

	/**
	 * A link that a thief has caused must not verify the password of the owner, or that
	 * of the thief after the signup of the owner.
	 */
	@Test
	void signUpWhenNoFurtherMailMayBeSentThenEarlierLinkIsRevoked() {
		try (Mailbox ofStrict = Mailbox.start();
				Running strict = AccountLifeTests.start(TestDatabase.h2(), ofStrict,
						"jwt-security.rate-limit.enabled=true", "jwt-security.accounts.email-verification=required")) {
			String email = "carol@example.com";
			strict.http().post("/api/auth/signup", Map.of("email", email, "password", "Password-of-thief-1"));
			strict.http().post("/api/auth/verify-email/resend", Map.of("email", email));
			String token = ofStrict.lastWithToken(email, strict.context()).token();
			Answer second = strict.http()
				.post("/api/auth/signup", Map.of("email", email, "password", "Correct-horse-1"));
			assertThat(second.status()).isEqualTo(202);
			assertThat(ofStrict.mailsTo(email, strict.context())).hasSize(2);
			strict.http().post("/api/auth/verify-email", Map.of("token", token)).refused(400, "invalid_token");
			strict.http()
				.post("/api/auth/login", Map.of("email", email, "password", "Correct-horse-1"))
				.refused(403, "email_not_verified");
		}
	}

	@Test
	void requestWhenTooManyFromAnAddressThenRateLimited() {
		for (int attempt = 0; attempt < 12; attempt++) {
			http.post("/api/auth/verify-email", Map.of("token", "x"), "X-Forwarded-For", "192.0.2.2")
				.refused(400, "invalid_token");
		}
		http.post("/api/auth/verify-email", Map.of("token", "x"), "X-Forwarded-For", "192.0.2.2")
			.refused(429, "rate_limited");
		http.post("/api/auth/password/reset", Map.of("token", "x", "new_password", "y"), "X-Forwarded-For", "192.0.2.2")
			.refused(429, "rate_limited");
		assertThat(forgot("bob@example.com", "192.0.2.3").status()).isEqualTo(202);
	}

	private static Answer forgot(String email, String address) {
		return http.post("/api/auth/password/forgot", Map.of("email", email), "X-Forwarded-For", address);
	}

}
