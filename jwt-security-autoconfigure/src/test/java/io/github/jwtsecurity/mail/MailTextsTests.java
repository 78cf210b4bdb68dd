package io.github.jwtsecurity.mail;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;

import io.github.jwtsecurity.mail.AccountMail.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.support.StaticMessageSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the texts of mails.
 */
class MailTextsTests {

	private static final URI LINK = URI.create("https://example.com/reset#token=abc&action=revert");

	private final StaticMessageSource messages = new StaticMessageSource();

	private final MailTexts texts = new MailTexts(this.messages, "Tom's {Tasks}");

	static Stream<Arguments> kinds() {
		return Stream.of(MailKind.values())
			.flatMap((kind) -> Stream.of(Locale.ENGLISH, Locale.GERMAN).map((locale) -> Arguments.of(kind, locale)));
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void contentThenNothingIsLeftToReplace(MailKind kind, Locale locale) {
		Content content = content(kind, locale, "Firefox");
		assertThat(content.subject()).contains("Tom's {Tasks}").doesNotContain("\n", "{0}");
		assertThat(content.text()).contains("Tom's {Tasks}").doesNotContain("{0}", "{1}", "{2}", "{3}", "''");
		assertThat(content.text().contains(LINK.toString())).isEqualTo(kind.purpose() != null);
		assertThat(content.html()).startsWith("<!DOCTYPE html>\n<html lang=\"" + locale + "\">")
			.contains("Tom&#39;s {Tasks}");
		assertThat(content.html().contains("<a href=\"https://example.com/reset#token=abc&amp;action=revert\">"))
			.isEqualTo(kind.purpose() != null);
	}

	/**
	 * The texts state the lifetimes.
	 */
	@ParameterizedTest
	@EnumSource
	void contentThenLifetimeIsThatOfTheToken(TokenPurpose purpose) {
		MailKind kind = Stream.of(MailKind.values())
			.filter((other) -> other.purpose() == purpose)
			.findFirst()
			.orElseThrow();
		String lifetime = switch (purpose) {
			case VERIFY_EMAIL -> "within %d hours".formatted(purpose.lifetime().toHours());
			case RESET_PASSWORD -> "within %d minutes".formatted(purpose.lifetime().toMinutes());
			case CHANGE_EMAIL -> (purpose.lifetime().toHours() == 1) ? "within one hour" : "";
			case REVERT_EMAIL -> (purpose.lifetime().toDays() == 7) ? "within seven days" : "";
		};
		assertThat(lifetime).isNotEmpty();
		assertThat(content(kind, Locale.ENGLISH, "").text()).contains(lifetime);
	}

	@Test
	void contentWhenLanguageIsUnknownThenEnglish() {
		assertThat(content(MailKind.RESET_PASSWORD, Locale.forLanguageTag("tlh"), "").subject())
			.startsWith("Set a new password");
	}

	@Test
	void contentWhenDetailIsHtmlThenEscaped() {
		Content content = content(MailKind.NEW_DEVICE, Locale.ENGLISH, "<img src=x onerror=alert(1)> {0}");
		assertThat(content.html()).contains("&lt;img src=x onerror=alert(1)&gt; {0}").doesNotContain("<img");
	}

	@Test
	void contentWhenApplicationHasMessagesThenTheyTakePrecedence() {
		Locale french = Locale.FRENCH;
		this.messages.addMessage("jwt-security.mail.reset-password.subject", french, "Mot de passe\npour {0}");
		this.messages.addMessage("jwt-security.mail.reset-password.text", french, "Lien : {1}");
		this.messages.addMessage("jwt-security.mail.reset-password.html", french, "<p>{1} {0}</p>");
		Content content = content(MailKind.RESET_PASSWORD, french, "");
		assertThat(content.subject()).isEqualTo("Mot de passe pour Tom's {Tasks}");
		assertThat(content.text()).isEqualTo("Lien : " + LINK);
		assertThat(content.html())
			.isEqualTo("<p>https://example.com/reset#token=abc&amp;action=revert Tom&#39;s {Tasks}</p>");
	}

	private Content content(MailKind kind, Locale locale, String detail) {
		Instant time = Instant.parse("2026-03-29T02:30:00Z");
		NewMail mail = new NewMail(kind, "alice", null, null, detail);
		return this.texts.content(new QueuedMail("1", mail, time, 1), (kind.purpose() != null) ? LINK : null, locale);
	}

}
