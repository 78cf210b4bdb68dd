package io.github.jwtsecurity.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.Race;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.endpoint.AccountApplication.Running;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.OneTimeTokenRefused;
import io.github.jwtsecurity.event.JwtSecurityEvent.PasswordReset;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.mail.Mailbox;
import io.github.jwtsecurity.mail.Mailbox.Mail;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the recovery of accounts and the verification of addresses, over HTTP and
 * SMTP, on one database. The addresses of each test are its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AccountLifeTests {

	private static final String PASSWORD = "Correct-horse-1";

	private static final String NEW_PASSWORD = "Battery-staple-2";

	private Mailbox mailbox;

	private Running application;

	private JsonHttp http;

	abstract TestDatabase database();

	@BeforeAll
	void start() {
		this.mailbox = Mailbox.start();
		this.application = start(database(), this.mailbox);
		this.http = this.application.http();
	}

	@AfterAll
	void stop() {
		this.application.close();
		this.mailbox.close();
	}

	static Running start(TestDatabase database, Mailbox mailbox, String... properties) {
		String[] all = Stream.of(mailbox.properties(), properties).flatMap(Stream::of).toArray(String[]::new);
		return AccountApplication.start(database, new Class<?>[] { MailSenderAutoConfiguration.class }, all);
	}

	@Test
	void resetWhenTokenOfMailThenNewPasswordAndNoSession() {
		String email = signUp();
		Answer login = logIn(email, PASSWORD);
		assertThat(forgot(email).status()).isEqualTo(202);
		Mail mail = lastTo(email);
		assertThat(mail.subject()).isEqualTo("Set a new password for Tasks");
		assertThat(mail.text()).contains("\nhttps://tasks.example.com/reset#token=" + mail.token() + "\n");
		assertThat(reset(mail.token(), NEW_PASSWORD).status()).isEqualTo(204);
		assertThat(logIn(email, PASSWORD).code()).isEqualTo("invalid_credentials");
		assertThat(this.http.get("/api/auth/me", login.bearer()).code()).isEqualTo("token_invalid");
		this.http.post("/api/auth/refresh", Map.of("refresh_token", login.refreshToken()))
			.refused(401, "invalid_refresh_token");
		assertThat(logIn(email, NEW_PASSWORD).json().path("user").path("email_verified").asBoolean()).isTrue();
		assertThat(lastTo(email).subject()).isEqualTo("Your password for Tasks was reset");
		assertThat(events(PasswordReset.class)).anyMatch((event) -> event.userId().equals(login.userId()));
		assertThat(events(SessionEnded.class, JwtSecurityEvent.SessionsEnded.class))
			.anyMatch((event) -> login.userId().equals(event.userId())
					&& event.reason() == SessionEnded.Reason.PASSWORD_RESET);
	}

	@Test
	void resetWhenPasswordIsWeakThenTokenRemains() {
		String email = signUp();
		forgot(email);
		String token = lastTo(email).token();
		Answer answer = reset(token, "short").refused(400, "weak_password");
		assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo("new_password");
		assertThat(reset(token, NEW_PASSWORD).status()).isEqualTo(204);
	}

	@Test
	void resetWhenTokenIsUsedReplacedTruncatedOrOfAnotherPurposeThenOneAnswer() {
		String email = signUp();
		this.http.post("/api/auth/verify-email/resend", Map.of("email", email));
		String ofAnotherPurpose = lastTo(email).token();
		forgot(email);
		String replaced = lastTo(email).token();
		forgot(email);
		String token = lastTo(email).token();
		assertThat(token).isNotEqualTo(replaced);
		List<String> invalid = List.of(replaced, ofAnotherPurpose, token.substring(1), token + "A", token.toLowerCase(),
				"x".repeat(43), "' OR 1 = 1 --");
		for (String text : invalid) {
			Answer refused = reset(text, NEW_PASSWORD).refused(400, "invalid_token");
			assertThat(refused.text()).isEqualTo(reset("unknown", NEW_PASSWORD).text());
		}
		assertThat(reset(token, NEW_PASSWORD).status()).isEqualTo(204);
		reset(token, "Third-password-3").refused(400, "invalid_token");
		assertThat(events(OneTimeTokenRefused.class)).anyMatch((event) -> "reset_password".equals(event.reason()));
		assertThat(logIn(email, NEW_PASSWORD).status()).isEqualTo(200);
	}

	@Test
	void resetWhenManyAtOnceThenOneSucceeds() throws Exception {
		String email = signUp();
		forgot(email);
		String token = lastTo(email).token();
		List<Integer> statuses = Race.run(8, (number) -> reset(token, "Battery-staple-" + number).status());
		assertThat(statuses).containsOnly(204, 400).containsOnlyOnce(204);
		int winner = statuses.indexOf(204);
		assertThat(logIn(email, "Battery-staple-" + winner).status()).isEqualTo(200);
	}

	@Test
	void forgotWhenNoAccountOrNoAddressThenSameAnswerAndNoMail() {
		String email = signUp();
		Answer known = forgot(email);
		for (String other : List.of("nobody-" + UUID.randomUUID() + "@example.com", "no address",
				"a@b\r\nBcc: c@d.e")) {
			Answer unknown = forgot(other);
			assertThat(unknown.status()).isEqualTo(known.status());
			assertThat(unknown.text()).isEqualTo(known.text()).isEmpty();
			assertThat(this.mailbox.mailsTo(other, this.application.context())).isEmpty();
		}
	}

	/**
	 * The Cyrillic letter looks like the Latin one. The mail goes to the address of the
	 * account, never to the text that was entered.
	 */
	@Test
	void forgotWhenAddressLooksAlikeThenNoMail() {
		String own = UUID.randomUUID().toString();
		String email = signUp("alice-" + own + "@example.com");
		forgot("\u0430lice-" + own + "@example.com");
		forgot(email.toUpperCase());
		List<Mail> mails = this.mailbox.mailsTo(email, this.application.context());
		assertThat(mails).hasSize(1);
		assertThat(this.mailbox.all()).noneMatch((mail) -> mail.recipient().startsWith("\u0430lice-" + own)
				|| mail.recipient().startsWith("ALICE-" + own.toUpperCase()));
	}

	@Test
	void forgotWhenHostHeaderIsForgedThenLinkIsThatOfTheConfiguration() {
		String email = signUp();
		this.http.post("/api/auth/password/forgot", Map.of("email", email), "X-Forwarded-Host", "evil.example",
				"Forwarded", "host=evil.example", "Origin", "http://localhost");
		assertThat(lastTo(email).text()).contains("https://tasks.example.com/reset#").doesNotContain("evil");
	}

	@Test
	void verifyWhenTokenOfMailThenTokensSaySo() {
		String email = signUp();
		Answer login = logIn(email, PASSWORD);
		assertThat(claim(login, "email_verified")).isEqualTo("false");
		assertThat(this.http.post("/api/auth/verify-email/resend", Map.of(), login.bearer()).status()).isEqualTo(202);
		Mail mail = lastTo(email);
		assertThat(mail.text()).contains("https://tasks.example.com/verify#token=");
		assertThat(verify(mail.token()).status()).isEqualTo(204);
		verify(mail.token()).refused(400, "invalid_token");
		Answer refreshed = this.http.post("/api/auth/refresh", Map.of("refresh_token", login.refreshToken()));
		assertThat(claim(refreshed, "email_verified")).isEqualTo("true");
		assertThat(this.http.get("/api/auth/me", refreshed.bearer()).json().path("email_verified").asBoolean())
			.isTrue();
		int before = this.mailbox.mailsTo(email, this.application.context()).size();
		this.http.post("/api/auth/verify-email/resend", Map.of("email", email));
		assertThat(this.mailbox.mailsTo(email, this.application.context())).hasSize(before);
	}

	@Test
	void resendWhenTokenIsNotValidThenRefused() {
		this.http.post("/api/auth/verify-email/resend", Map.of(), "Authorization", "Bearer nonsense")
			.refused(401, "token_invalid");
		this.http.post("/api/auth/verify-email/resend", Map.of()).refused(400, "invalid_request");
	}

	@Test
	void linkWhenOpenedByAScannerThenTokenRemains() {
		String email = signUp();
		forgot(email);
		String token = lastTo(email).token();
		this.http.get("/api/auth/password/reset?token=" + token);
		this.http.get("/api/auth/verify-email?token=" + token);
		assertThat(reset(token, NEW_PASSWORD).status()).isEqualTo(204);
	}

	private String signUp() {
		return signUp("user-" + UUID.randomUUID() + "@example.com");
	}

	private String signUp(String email) {
		Answer answer = this.http.post("/api/auth/signup", Map.of("email", email, "password", PASSWORD));
		assertThat(answer.status()).as(answer.text()).isEqualTo(201);
		return email;
	}

	private Answer logIn(String email, String password) {
		return this.http.post("/api/auth/login", Map.of("email", email, "password", password));
	}

	private Answer forgot(String email) {
		return this.http.post("/api/auth/password/forgot", Map.of("email", email));
	}

	private Answer reset(String token, String password) {
		return this.http.post("/api/auth/password/reset", Map.of("token", token, "new_password", password));
	}

	private Answer verify(String token) {
		return this.http.post("/api/auth/verify-email", Map.of("token", token));
	}

	private Mail lastTo(String email) {
		return this.mailbox.lastTo(email, this.application.context());
	}

	private static String claim(Answer answer, String name) {
		String payload = new String(Base64.getUrlDecoder().decode(answer.token().split("\\.")[1]),
				StandardCharsets.UTF_8);
		return new JsonMapper().readTree(payload).path(name).asString();
	}

	@SafeVarargs
	private List<JwtSecurityEvent> events(Class<? extends JwtSecurityEvent>... types) {
		return this.application.events()
			.stream()
			.filter((event) -> List.of(types).stream().anyMatch((type) -> type.isInstance(event)))
			.toList();
	}

}
