package io.github.jwtsecurity.mail;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwtsecurity.mail.AccountMail.Content;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.util.Assert;
import org.springframework.web.util.HtmlUtils;

/**
 * The texts of mails in English and German. A message of the application with the same
 * key takes precedence, and may be in any language.
 */
final class MailTexts {

	private static final String PREFIX = "jwt-security.mail.";

	private static final String HTML = """
			<!DOCTYPE html>
			<html lang="%s">
			<head><meta charset="utf-8"><title>%s</title></head>
			<body style="font-family: sans-serif; line-height: 1.5">
			%s
			</body>
			</html>
			""";

	private final MessageSource ofApplication;

	private final MessageSource ofLibrary;

	private final String applicationName;

	/**
	 * Creates the texts.
	 * @param ofApplication the messages of the application
	 * @param applicationName the name of the application for the owners of accounts
	 */
	MailTexts(MessageSource ofApplication, String applicationName) {
		this.ofApplication = ofApplication;
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBundleClassLoader(MailTexts.class.getClassLoader());
		messages.setBasename("io.github.jwtsecurity.mail.messages");
		messages.setDefaultEncoding("UTF-8");
		messages.setFallbackToSystemLocale(false);
		messages.setAlwaysUseMessageFormat(true);
		this.ofLibrary = messages;
		this.applicationName = applicationName;
	}

	/**
	 * Returns the subject and the texts of a mail.
	 * @param mail the mail
	 * @param link the link, {@code null} for none
	 * @param locale the language
	 */
	Content content(QueuedMail mail, @Nullable URI link, Locale locale) {
		String key = PREFIX + mail.mail().kind().key();
		String address = Objects.toString(link, "");
		String detail = Objects.toString(mail.mail().detail(), "");
		String time = format(mail.createdAt(), locale);
		String subject = require(key + ".subject", locale, this.applicationName).replaceAll("\\R", " ");
		String text = require(key + ".text", locale, this.applicationName, address, detail, time);
		String html = find(key + ".html", locale, escape(this.applicationName), escape(address), escape(detail),
				escape(time));
		return new Content(subject, text, (html != null) ? html : toHtml(subject, text, address, locale));
	}

	private static String format(Instant time, Locale locale) {
		return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
			.withLocale(locale)
			.withZone(ZoneOffset.UTC)
			.format(time) + " UTC";
	}

	private String require(String key, Locale locale, Object... arguments) {
		String message = find(key, locale, arguments);
		Assert.state(message != null, () -> "There is no message with the key " + key);
		return message;
	}

	/**
	 * Finds a message of the application or of the library. A message source of the
	 * application may be configured to use a key that it does not know as the message.
	 */
	private @Nullable String find(String key, Locale locale, Object... arguments) {
		String own = this.ofApplication.getMessage(key, arguments, null, locale);
		return (own != null && !own.equals(key)) ? own : this.ofLibrary.getMessage(key, arguments, null, locale);
	}

	private static String toHtml(String subject, String text, String link, Locale locale) {
		String paragraphs = Stream.of(text.strip().split("\\R{2,}"))
			.map((paragraph) -> "<p>" + toHtml(paragraph, link) + "</p>")
			.collect(Collectors.joining("\n"));
		return HTML.formatted(escape(locale.toLanguageTag()), escape(subject), paragraphs);
	}

	private static String toHtml(String paragraph, String link) {
		String escaped = escape(link);
		return (!link.isEmpty() && paragraph.equals(link)) ? "<a href=\"" + escaped + "\">" + escaped + "</a>"
				: escape(paragraph).replaceAll("\\R", "<br>\n");
	}

	private static String escape(String text) {
		return HtmlUtils.htmlEscape(text, "UTF-8");
	}

}
