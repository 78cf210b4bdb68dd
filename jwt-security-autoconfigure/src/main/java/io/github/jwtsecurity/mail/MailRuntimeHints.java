package io.github.jwtsecurity.mail;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * The hints for a native image: the texts of mails.
 */
final class MailRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerResourceBundle("io.github.jwtsecurity.mail.messages");
		hints.resources().registerPattern("io/github/jwtsecurity/mail/messages*.properties");
	}

}
