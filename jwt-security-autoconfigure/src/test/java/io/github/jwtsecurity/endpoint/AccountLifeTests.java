package io.github.jwtsecurity.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.Race;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.account.EmailChange;
import io.github.jwtsecurity.account.TestAccountCleaning;
import io.github.jwtsecurity.endpoint.AccountApplication.Running;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.AccountDeleted;
import io.github.jwtsecurity.event.JwtSecurityEvent.OneTimeTokenRefused;
import io.github.jwtsecurity.event.JwtSecurityEvent.PasswordReset;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.jdbc.UtcTimestamp;
import io.github.jwtsecurity.mail.MailKind;
import io.github.jwtsecurity.mail.MailQueue;
import io.github.jwtsecurity.mail.Mailbox;
import io.github.jwtsecurity.mail.Mailbox.Mail;
import io.github.jwtsecurity.mail.NewMail;
import io.github.jwtsecurity.session.SessionService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

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

	/**
	 * A second instance that requires verification, and does not tell who has an account.
	 */
	private Running strict;

	private JsonHttp http;

	private JsonHttp strictHttp;

	abstract TestDatabase database();

	@BeforeAll
	void start() {
		this.mailbox = Mailbox.start();
		TestDatabase database = database();
		this.application = start(database, this.mailbox);
		this.strict = start(database, this.mailbox, "jwt-security.accounts.email-verification=required",
				"jwt-security.accounts.signup-disclosure=none");
		this.http = this.application.http();
		this.strictHttp = this.strict.http();
	}

	@AfterAll
	void stop() {
		this.application.close();
		this.strict.close();
		this.mailbox.close();
	}

	static Running start(TestDatabase database, Mailbox mailbox, String... properties) {
		String[] all = Stream.of(mailbox.properties(), properties).flatMap(Stream::of).toArray(String[]::new);
		return AccountApplication.start(database,
				new Class<?>[] { MailSenderAutoConfiguration.class, RefusedHashes.class }, all);
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
		assertThat(lastTo(email, "was reset").hasToken()).isFalse();
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

	@Test
	void signUpWhenVerificationIsRequiredThenLoginAfterIt() {
		String email = newAddress();
		assertThatAccepted(signUpStrictly(email, PASSWORD));
		logInStrictly(email, PASSWORD).refused(403, "email_not_verified");
		logInStrictly(email, NEW_PASSWORD).refused(401, "invalid_credentials");
		this.strictHttp.post("/api/auth/verify-email", Map.of("token", lastTo(email).token()));
		Answer login = logInStrictly(email, PASSWORD);
		assertThat(login.status()).isEqualTo(200);
		assertThat(login.json().path("user").path("email_verified").asBoolean()).isTrue();
	}

	@Test
	void signUpWhenAddressIsThatOfAnAccountThenSameAnswerAndNotice() {
		String email = newAddress();
		Answer first = signUpStrictly(email, PASSWORD);
		verify(lastTo(email).token());
		Answer second = signUpStrictly(email, NEW_PASSWORD);
		assertThatAccepted(second);
		assertThat(second.response().headers().map().keySet()).isEqualTo(first.response().headers().map().keySet());
		Mail notice = lastTo(email, "You already have an account at Tasks");
		assertThat(notice.hasToken()).isFalse();
		assertThat(logInStrictly(email, PASSWORD).status()).isEqualTo(200);
		logInStrictly(email, NEW_PASSWORD).refused(401, "invalid_credentials");
	}

	/**
	 * Somebody else may have signed up with the address of a victim before.
	 */
	@Test
	void signUpWhenAddressIsUnverifiedThenTakesItOver() {
		String email = newAddress();
		signUpStrictly(email, "Password-of-thief-1");
		String tokenOfThief = lastTo(email).token();
		assertThatAccepted(signUpStrictly(email, PASSWORD));
		String token = lastTo(email).token();
		verify(tokenOfThief).refused(400, "invalid_token");
		assertThat(verify(token).status()).isEqualTo(204);
		logInStrictly(email, "Password-of-thief-1").refused(401, "invalid_credentials");
		assertThat(logInStrictly(email, PASSWORD).status()).isEqualTo(200);
	}

	@Test
	void cleanWhenAddressIsNotVerifiedInTimeThenNothingIsLeft() {
		String email = newAddress();
		String kept = newAddress();
		signUpStrictly(email, PASSWORD);
		signUpStrictly(kept, PASSWORD);
		String token = lastTo(email).token();
		JdbcClient jdbcClient = this.strict.context().getBean(JdbcClient.class);
		String userId = jdbcClient.sql("SELECT id FROM jwt_security_user WHERE email = ?")
			.param(email)
			.query(String.class)
			.single();
		jdbcClient.sql("UPDATE jwt_security_user SET created_at = ? WHERE id = ?")
			.param(UtcTimestamp.of(Instant.now().minus(Duration.ofDays(8))))
			.param(userId)
			.update();
		TestAccountCleaning.clean(this.strict.context());
		verify(token).refused(400, "invalid_token");
		logInStrictly(email, PASSWORD).refused(401, "invalid_credentials");
		logInStrictly(kept, PASSWORD).refused(403, "email_not_verified");
		assertThat(jdbcClient.sql("SELECT COUNT(*) FROM jwt_security_one_time_token WHERE user_id = ?")
			.param(userId)
			.query(Integer.class)
			.single()).isZero();
		assertThat(this.strict.events()).filteredOn(AccountDeleted.class::isInstance)
			.extracting(JwtSecurityEvent::userId)
			.contains(userId);
	}

	/**
	 * The link leads to the account, whatever the spelling of either signup.
	 */
	@Test
	void signUpWhenAddressIsUnverifiedAndSpelledOtherwiseThenLinkIsValid() {
		String email = newAddress();
		signUpStrictly(email, "Password-of-thief-1");
		lastTo(email);
		String otherwise = "U" + email.substring(1);
		assertThatAccepted(signUpStrictly(otherwise, PASSWORD));
		assertThat(verify(lastTo(otherwise).token()).status()).isEqualTo(204);
		assertThat(logInStrictly(email, PASSWORD).status()).isEqualTo(200);
	}

	/**
	 * The account was created before verification was required.
	 */
	@Test
	void signUpWhenAccountIsInUseThenItIsNotTakenOver() {
		String email = signUp();
		assertThatAccepted(signUpStrictly(email, NEW_PASSWORD));
		assertThat(lastTo(email, "You already have an account at Tasks").hasToken()).isFalse();
		assertThat(logIn(email, PASSWORD).status()).isEqualTo(200);
		logIn(email, NEW_PASSWORD).refused(401, "invalid_credentials");
	}

	@Test
	void changePasswordThenOwnerIsTold() {
		String email = signUp();
		this.http.post("/api/auth/password", Map.of("current_password", PASSWORD, "new_password", NEW_PASSWORD),
				logIn(email, PASSWORD).bearer());
		assertThat(lastTo(email, "Your password for Tasks was changed").hasToken()).isFalse();
	}

	@Test
	void logInWhenDeviceIsNewThenOwnerIsTold() {
		String email = newAddress();
		Answer signedUp = this.http.post("/api/auth/signup", Map.of("email", email, "password", PASSWORD));
		this.http.post("/api/auth/login",
				Map.of("email", email, "password", PASSWORD, "device_token", signedUp.deviceToken()));
		assertThat(this.mailbox.mailsTo(email, this.application.context())).isEmpty();
		this.http.post("/api/auth/login", Map.of("email", email, "password", PASSWORD), "User-Agent",
				"Mozilla <b>evil</b>");
		Mail notice = lastTo(email, "New login at Tasks");
		assertThat(notice.text()).contains("Mozilla <b>evil</b>, 127.0.0.1");
		assertThat(notice.html()).contains("Mozilla &lt;b&gt;evil&lt;/b&gt;, 127.0.0.1");
	}

	@Test
	void refreshWhenTokenIsReusedThenOwnerIsTold() {
		String email = signUp();
		String first = logIn(email, PASSWORD).refreshToken();
		String second = this.http.post("/api/auth/refresh", Map.of("refresh_token", first)).refreshToken();
		this.http.post("/api/auth/refresh", Map.of("refresh_token", second));
		this.http.post("/api/auth/refresh", Map.of("refresh_token", first)).refused(401, "invalid_refresh_token");
		assertThat(lastTo(email, "A session at Tasks was ended for your safety").hasToken()).isFalse();
	}

	@Test
	void signUpWhenLanguageIsGermanThenMailIsGerman() {
		String email = newAddress();
		this.strictHttp.post("/api/auth/signup", Map.of("email", email, "password", PASSWORD), "Accept-Language",
				"de-AT,de;q=0.9,en;q=0.5");
		Mail mail = lastTo(email);
		assertThat(mail.subject()).isEqualTo("Bestätigen Sie Ihre E-Mail-Adresse für Tasks");
		assertThat(mail.html()).contains("<html lang=\"de-AT\">", "Bestätigen",
				"href=\"https://tasks.example.com/verify#");
		forgot(email);
		assertThat(lastTo(email).subject()).isEqualTo("Neues Passwort für Tasks festlegen");
	}

	@Test
	void confirmThenAddressIsChangedAndPreviousOneCanRevert() {
		String email = verifiedUser();
		String other = newAddress();
		Answer login = logIn(email, PASSWORD);
		requestChange(login, other);
		String token = lastTo(other).token();
		assertThat(lastTo(other).text()).contains("https://tasks.example.com/email#token=" + token + "\n");
		assertThat(post("/email/confirm", token).status()).isEqualTo(204);
		post("/email/confirm", token).refused(400, "invalid_token");
		assertThat(this.http.get("/api/auth/me", login.bearer()).json().path("email").asString()).isEqualTo(other);
		logIn(email, PASSWORD).refused(401, "invalid_credentials");
		Mail notice = lastTo(email);
		assertThat(notice.text())
			.contains("https://tasks.example.com/email#token=" + notice.token() + "&action=revert");
		post("/email/confirm", notice.token()).refused(400, "invalid_token");
		assertThat(post("/email/revert", notice.token()).status()).isEqualTo(204);
		this.http.get("/api/auth/me", login.bearer()).refused(401, "token_invalid");
		logIn(email, PASSWORD).refused(401, "invalid_credentials");
		logIn(other, PASSWORD).refused(401, "invalid_credentials");
		assertThat(reset(lastTo(email).token(), NEW_PASSWORD).status()).isEqualTo(204);
		assertThat(logIn(email, NEW_PASSWORD).userId()).isEqualTo(login.userId());
	}

	/**
	 * A thief changes the address twice, and resets the password in between.
	 */
	@Test
	void revertWhenAddressWasChangedTwiceThenFirstOwnerGetsItBack() {
		String email = verifiedUser();
		Answer login = logIn(email, PASSWORD);
		String second = newAddress();
		String third = newAddress();
		for (String address : List.of(second, third)) {
			requestChange(login, address);
			assertThat(post("/email/confirm", lastTo(address).token()).status()).isEqualTo(204);
		}
		assertThat(lastTo(second, "was changed").hasToken()).isFalse();
		forgot(third);
		reset(lastTo(third).token(), "Password-of-thief-1");
		Mail notice = this.mailbox.mailsTo(email, this.application.context())
			.stream()
			.filter((mail) -> mail.text().contains("action=revert"))
			.findFirst()
			.orElseThrow();
		assertThat(post("/email/revert", notice.token()).status()).isEqualTo(204);
		assertThat(reset(lastTo(email).token(), NEW_PASSWORD).status()).isEqualTo(204);
		assertThat(logIn(email, NEW_PASSWORD).userId()).isEqualTo(login.userId());
	}

	/**
	 * The mail server of a thief may refuse a mail until the owner has taken the account
	 * back, so that it is sent only then.
	 */
	@Test
	void revertWhenAnotherChangeIsQueuedThenItIsCancelled() {
		String email = verifiedUser();
		Answer login = logIn(email, PASSWORD);
		String second = newAddress();
		requestChange(login, second);
		post("/email/confirm", lastTo(second).token());
		String revert = lastTo(email).token();
		String third = newAddress();
		MailQueue queue = this.application.context().getBean(MailQueue.class);
		new TransactionTemplate(this.application.context().getBean(PlatformTransactionManager.class))
			.executeWithoutResult((status) -> {
				queue.add(NewMail.toOwner(MailKind.CHANGE_EMAIL, login.userId(), third, null));
				this.application.context().getBean(EmailChange.class).revert(revert, Client.UNKNOWN);
			});
		assertThat(this.mailbox.mailsTo(third, this.application.context())).isEmpty();
		assertThat(reset(lastTo(email).token(), NEW_PASSWORD).status()).isEqualTo(204);
	}

	/**
	 * A thief signs up with the previous address, so that the change cannot be reverted.
	 */
	@Test
	void revertWhenAnotherAccountHasThePreviousAddressThenItIsDeletedUnlessVerified() {
		String email = verifiedUser();
		Answer login = logIn(email, PASSWORD);
		String other = newAddress();
		requestChange(login, other);
		post("/email/confirm", lastTo(other).token());
		String revert = lastTo(email).token();
		Answer thief = this.http.post("/api/auth/signup", Map.of("email", email, "password", "Password-of-thief-1"));
		assertThat(post("/email/revert", revert).status()).isEqualTo(204);
		this.http.get("/api/auth/me", thief.bearer()).refused(401, "token_invalid");
		assertThat(events(AccountDeleted.class)).anyMatch((event) -> thief.userId().equals(event.userId()));
		assertThat(reset(lastTo(email).token(), NEW_PASSWORD).status()).isEqualTo(204);
		Answer again = logIn(email, NEW_PASSWORD);
		assertThat(again.userId()).isEqualTo(login.userId());
		String third = newAddress();
		this.http.post("/api/auth/email", Map.of("new_email", third, "current_password", NEW_PASSWORD), again.bearer());
		post("/email/confirm", lastTo(third).token());
		String secondRevert = lastTo(email).token();
		signUp(email);
		this.http.post("/api/auth/verify-email/resend", Map.of("email", email));
		verify(lastTo(email).token());
		post("/email/revert", secondRevert).refused(400, "invalid_token");
	}

	/**
	 * Another request upgrades the hash, or changes the password, in the same instant.
	 */
	@Test
	void revertWhenPasswordIsReplacedAtOnceThenReverted() {
		String email = verifiedUser();
		String other = newAddress();
		requestChange(logIn(email, PASSWORD), other);
		post("/email/confirm", lastTo(other).token());
		String revert = lastTo(email).token();
		this.application.context().getBean(RefusedHashes.class).refuseNext("{revoked}");
		assertThat(post("/email/revert", revert).status()).isEqualTo(204);
		logIn(email, PASSWORD).refused(401, "invalid_credentials");
	}

	@Test
	void changePasswordThenTokensOfMailsAreRevoked() {
		String email = signUp();
		forgot(email);
		String reset = lastTo(email).token();
		Answer login = logIn(email, PASSWORD);
		String other = newAddress();
		requestChange(login, other);
		String confirm = lastTo(other).token();
		this.http.post("/api/auth/password", Map.of("current_password", PASSWORD, "new_password", NEW_PASSWORD),
				login.bearer());
		reset(reset, "Third-password-3").refused(400, "invalid_token");
		post("/email/confirm", confirm).refused(400, "invalid_token");
	}

	@Test
	void confirmWhenAddressIsTakenThenRefused() {
		String email = verifiedUser();
		String other = newAddress();
		requestChange(logIn(email, PASSWORD), other);
		String token = lastTo(other).token();
		signUp(other);
		post("/email/confirm", token).refused(400, "invalid_token");
		assertThat(logIn(email, PASSWORD).status()).isEqualTo(200);
	}

	/**
	 * The previous address may be a typing error, and that of a stranger.
	 */
	@Test
	void confirmWhenPreviousAddressIsUnverifiedThenItGetsNoMail() {
		String email = signUp();
		String other = newAddress();
		requestChange(logIn(email, PASSWORD), other);
		int before = this.mailbox.mailsTo(email, this.application.context()).size();
		assertThat(post("/email/confirm", lastTo(other).token()).status()).isEqualTo(204);
		assertThat(this.mailbox.mailsTo(email, this.application.context())).hasSize(before);
	}

	@Test
	void resetWhenAddressWasChangedMeanwhileThenRefused() {
		String email = verifiedUser();
		forgot(email);
		String token = lastTo(email).token();
		String other = newAddress();
		requestChange(logIn(email, PASSWORD), other);
		post("/email/confirm", lastTo(other).token());
		reset(token, NEW_PASSWORD).refused(400, "invalid_token");
	}

	@Test
	void resetAndConfirmAndForgotWhenAtOnceThenAccountIsUsable() throws Exception {
		String email = verifiedUser();
		Answer login = logIn(email, PASSWORD);
		String other = newAddress();
		forgot(email);
		String reset = lastTo(email).token();
		requestChange(login, other);
		String confirm = lastTo(other).token();
		List<Integer> statuses = Race.run(6, (number) -> switch (number % 3) {
			case 0 -> reset(reset, NEW_PASSWORD).status();
			case 1 -> post("/email/confirm", confirm).status();
			default -> forgot(email).status();
		});
		assertThat(statuses).allMatch(Set.of(202, 204, 400)::contains);
		boolean changed = statuses.get(1) == 204 || statuses.get(4) == 204;
		boolean replaced = statuses.get(0) == 204 || statuses.get(3) == 204;
		Answer again = logIn(changed ? other : email, replaced ? NEW_PASSWORD : PASSWORD);
		assertThat(again.userId()).isEqualTo(login.userId());
	}

	@Test
	void deleteThenNothingIsLeft() {
		String email = verifiedUser();
		Answer login = logIn(email, PASSWORD);
		forgot(email);
		String token = lastTo(email).token();
		Answer export = this.http.get("/api/auth/me/export", login.bearer());
		assertThat(export.json().path("user").path("email").asString()).isEqualTo(email);
		assertThat(export.json().path("sessions")).hasSize(2);
		assertThat(export.json().path("one_time_tokens").findValuesAsString("purpose")).contains("reset_password");
		assertThat(export.text()).doesNotContain(token, "hash");
		assertThat(delete("/me", Map.of("current_password", PASSWORD), login.bearer()).status()).isEqualTo(204);
		this.http.get("/api/auth/me", login.bearer()).refused(401, "token_invalid");
		this.http.post("/api/auth/refresh", Map.of("refresh_token", login.refreshToken()))
			.refused(401, "invalid_refresh_token");
		logIn(email, PASSWORD).refused(401, "invalid_credentials");
		reset(token, NEW_PASSWORD).refused(400, "invalid_token");
		JdbcClient jdbcClient = this.application.context().getBean(JdbcClient.class);
		for (String table : List.of("jwt_security_one_time_token", "jwt_security_mail")) {
			assertThat(jdbcClient.sql("SELECT COUNT(*) FROM " + table + " WHERE user_id = ?")
				.param(login.userId())
				.query(Integer.class)
				.single()).as(table).isZero();
		}
		assertThat(jdbcClient.sql("SELECT COUNT(*) FROM jwt_security_session WHERE user_id = ? AND address IS NOT NULL")
			.param(login.userId())
			.query(Integer.class)
			.single()).isZero();
		assertThat(events(AccountDeleted.class)).anyMatch((event) -> login.userId().equals(event.userId()));
		Answer again = this.http.post("/api/auth/signup", Map.of("email", email, "password", PASSWORD));
		assertThat(again.status()).isEqualTo(201);
		assertThat(again.userId()).isNotEqualTo(login.userId());
	}

	@Test
	void deleteWhenOtherChangesAreMadeAtOnceThenNoSessionIsLeft() throws Exception {
		String email = signUp();
		Answer login = logIn(email, PASSWORD);
		List<Integer> statuses = Race.run(6, (number) -> switch (number) {
			case 0 -> delete("/me", Map.of("current_password", PASSWORD), login.bearer()).status();
			case 1, 2 -> logIn(email, PASSWORD).status();
			case 3 -> this.http.post("/api/auth/refresh", Map.of("refresh_token", login.refreshToken())).status();
			case 4 ->
				this.http
					.post("/api/auth/password", Map.of("current_password", PASSWORD, "new_password", NEW_PASSWORD),
							login.bearer())
					.status();
			default -> forgot(email).status();
		});
		assertThat(statuses).allMatch(Set.of(200, 202, 204, 401)::contains);
		if (statuses.get(0) == 401) {
			return;
		}
		assertThat(this.application.context().getBean(SessionService.class).sessionsOf(login.userId())).isEmpty();
		logIn(email, PASSWORD).refused(401, "invalid_credentials");
		logIn(email, NEW_PASSWORD).refused(401, "invalid_credentials");
	}

	private Answer delete(String path, Map<String, String> body, String... headers) {
		return this.http.delete("/api/auth" + path, body, headers);
	}

	private String verifiedUser() {
		String email = signUp();
		this.http.post("/api/auth/verify-email/resend", Map.of("email", email));
		assertThat(verify(lastTo(email).token()).status()).isEqualTo(204);
		return email;
	}

	private void requestChange(Answer login, String email) {
		Answer answer = this.http.post("/api/auth/email", Map.of("new_email", email, "current_password", PASSWORD),
				login.bearer());
		assertThatAccepted(answer);
	}

	private Answer post(String path, String token) {
		return this.http.post("/api/auth" + path, Map.of("token", token));
	}

	private static void assertThatAccepted(Answer answer) {
		assertThat(answer.status()).as(answer.text()).isEqualTo(202);
		assertThat(answer.text()).isEmpty();
		assertThat(answer.header("Set-Cookie")).isEmpty();
	}

	private Answer signUpStrictly(String email, String password) {
		return this.strictHttp.post("/api/auth/signup", Map.of("email", email, "password", password));
	}

	private Answer logInStrictly(String email, String password) {
		return this.strictHttp.post("/api/auth/login", Map.of("email", email, "password", password));
	}

	private static String newAddress() {
		return "user-" + UUID.randomUUID() + "@example.com";
	}

	private String signUp() {
		return signUp(newAddress());
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
		return this.mailbox.lastWithToken(email, this.application.context());
	}

	private Mail lastTo(String email, String subject) {
		return this.mailbox.lastTo(email, subject, this.application.context());
	}

	private static String claim(Answer answer, String name) {
		return TestTokens.payload(answer.token()).path(name).asString();
	}

	@SafeVarargs
	private List<JwtSecurityEvent> events(Class<? extends JwtSecurityEvent>... types) {
		return this.application.events()
			.stream()
			.filter((event) -> List.of(types).stream().anyMatch((type) -> type.isInstance(event)))
			.toList();
	}

}
