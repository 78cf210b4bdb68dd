package io.github.jwtsecurity.mail;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A composer of queued mails. The account is looked up when the mail is sent, so that a
 * request for an unknown address takes as long as one for a known address.
 */
final class MailComposer {

	private final MailAccounts accounts;

	private final OneTimeTokens tokens;

	private final MailLinks links;

	private final MailTexts texts;

	MailComposer(MailAccounts accounts, OneTimeTokens tokens, MailLinks links, MailTexts texts) {
		this.accounts = accounts;
		this.tokens = tokens;
		this.links = links;
		this.texts = texts;
	}

	/**
	 * Composes a mail, and issues the one-time token of its link.
	 * @return the mail, empty if there is nobody to send it to, or nothing to verify any
	 * more
	 */
	Optional<AccountMail> compose(QueuedMail queued) {
		NewMail mail = queued.mail();
		MailAccount account = account(mail);
		if (account == null || (mail.kind() == MailKind.VERIFY_EMAIL && account.emailVerified())) {
			return Optional.empty();
		}
		return Optional.of(compose(queued, account, mail.kind()));
	}

	private AccountMail compose(QueuedMail queued, MailAccount account, MailKind kind) {
		NewMail mail = queued.mail();
		String recipient = (mail.userId() != null && mail.email() != null) ? mail.email() : account.email();
		Locale locale = locale(account, mail);
		TokenPurpose purpose = kind.purpose();
		URI link = (purpose != null) ? this.links.link(purpose, this.tokens.issue(purpose, account.userId(), recipient))
				: null;
		return new AccountMail(kind, this.accounts.mailbox(recipient), locale, link,
				this.texts.content(queued, link, locale));
	}

	private @Nullable MailAccount account(NewMail mail) {
		String userId = mail.userId();
		if (userId != null) {
			return this.accounts.findById(userId);
		}
		String email = mail.email();
		return (email != null) ? this.accounts.findByEmail(email) : null;
	}

	private static Locale locale(MailAccount account, NewMail mail) {
		String language = Objects.requireNonNullElse(account.language(),
				Objects.requireNonNullElse(mail.language(), ""));
		return language.isEmpty() ? Locale.ENGLISH : Locale.forLanguageTag(language);
	}

}
