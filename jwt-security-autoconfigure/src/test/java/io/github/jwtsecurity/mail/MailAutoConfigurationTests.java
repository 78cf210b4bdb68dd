package io.github.jwtsecurity.mail;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.mail.AccountMail.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mail.javamail.JavaMailSender;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MailAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class MailAutoConfigurationTests {

	private static final String BASE_URL = "jwt-security.mail.base-url=https://tasks.example.com";

	private static final String FROM = "jwt-security.mail.from=noreply@example.com";

	private static final String HOST = "spring.mail.host=localhost";

	private final WebApplicationContextRunner runner = LibraryContext.runner()
		.withConfiguration(AutoConfigurations.of(MailSenderAutoConfiguration.class))
		.withPropertyValues(TestDatabase.h2().properties())
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET, "jwt-security.accounts.enabled=true");

	@Test
	void startWhenNothingIsConfiguredThenNoMail() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(MailQueue.class)
			.doesNotHaveBean("jwtSecurityPasswordRecoveryEndpoint")
			.doesNotHaveBean("jwtSecurityEmailVerificationEndpoint")
			.doesNotHaveBean("jwtSecurityEmailEndpoint"));
	}

	/**
	 * The application may send other mail only.
	 */
	@Test
	void startWhenMailSenderButNoSenderAddressThenNoMail() {
		this.runner.withPropertyValues(HOST)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(JavaMailSender.class)
				.doesNotHaveBean(MailQueue.class));
	}

	@Test
	void startWhenSenderAddressAndServerThenSmtp() {
		this.runner.withPropertyValues(HOST, FROM, BASE_URL, "jwt-security.mail.console=true")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(SmtpMailSender.class)
				.doesNotHaveBean(ConsoleMailSender.class)
				.hasBean("jwtSecurityPasswordRecoveryEndpoint"));
	}

	@Test
	void startWhenConsoleThenLinksAreInTheLog(CapturedOutput output) {
		this.runner.withPropertyValues("jwt-security.mail.console=yes", BASE_URL).run((context) -> {
			assertThat(context).hasSingleBean(ConsoleMailSender.class);
			assertThat(output).contains("jwt-security.mail.console is true", "Use it for development only");
			context.getBean(AccountMailSender.class)
				.send(new AccountMail(MailKind.RESET_PASSWORD, "alice@example.com", Locale.ENGLISH, null,
						new Content("Subject", "Open\n\nhttps://tasks.example.com/reset#token=abc", "")));
			assertThat(output).contains("Mail to alice@example.com, not sent: Subject",
					"    https://tasks.example.com/reset#token=abc");
		});
	}

	@Test
	void startWhenSenderOfApplicationThenOthersBackOff() {
		this.runner.withUserConfiguration(OwnSender.class)
			.withPropertyValues(HOST, FROM, BASE_URL)
			.run((context) -> assertThat(context).hasSingleBean(AccountMailSender.class)
				.hasSingleBean(OwnSender.class)
				.hasSingleBean(MailQueue.class));
	}

	@Test
	void startWhenMailIsNotOnTheClassPathThenConsoleWorks() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.mail", "jakarta.mail"))
			.withPropertyValues("jwt-security.mail.console=true", BASE_URL)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(ConsoleMailSender.class));
	}

	@Test
	void startWhenSenderAddressButNoServerThenFails() {
		this.runner.withPropertyValues(FROM, BASE_URL)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (failure) -> {
					assertThat(failure.getName()).isEqualTo("jwt-security.mail.from");
					assertThat(failure.getReason()).startsWith("There is no JavaMailSender")
						.contains("spring-boot-starter-mail", "spring.mail.host", "AccountMailSender");
				}));
	}

	@Test
	void startWhenBaseUrlIsMissingThenFails() {
		this.runner.withPropertyValues(HOST, FROM)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(failure) -> assertThat(failure.getName()).isEqualTo("jwt-security.mail.base-url")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/relative", "ftp://example.com", "https://", "https://user@example.com",
			"https://example.com?a=b", "https://example.com#a", "javascript:alert(1)" })
	void startWhenBaseUrlIsNoAddressThenFails(String value) {
		this.runner.withPropertyValues(HOST, FROM, "jwt-security.mail.base-url=" + value)
			.run((context) -> assertThat(context).hasFailed());
	}

	@ParameterizedTest
	@CsvSource({ "verify-path, verify", "reset-path, /reset?x", "email-path, /email#y", "reset-path, //evil.example" })
	void startWhenPathIsNoPathThenFails(String name, String value) {
		this.runner.withPropertyValues(HOST, FROM, BASE_URL, "jwt-security.mail." + name + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith("jwt-security.mail." + name + " must begin with /"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "email-verification=optional", "email-verification=required", "signup-disclosure=none" })
	void startWhenMailIsNeededAndMissingThenFails(String property) {
		this.runner.withPropertyValues("jwt-security.accounts." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (failure) -> {
					assertThat(property).startsWith(failure.getName().substring("jwt-security.accounts.".length()));
					assertThat(failure.getReason()).contains("spring-boot-starter-mail", "jwt-security.mail.from",
							"spring.mail.host", "jwt-security.mail.console");
				}));
	}

	static final class OwnSender implements AccountMailSender {

		private final List<AccountMail> sent = new CopyOnWriteArrayList<>();

		@Override
		public void send(AccountMail mail) {
			this.sent.add(mail);
		}

	}

}
