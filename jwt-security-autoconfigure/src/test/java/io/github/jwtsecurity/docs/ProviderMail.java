package io.github.jwtsecurity.docs;

import io.github.jwtsecurity.mail.AccountMailSender;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProviderMail {

	private final MailProvider provider = new MailProvider();

	@Bean
	MailProvider provider() {
		return this.provider;
	}

	@Bean
	AccountMailSender accountMailSender() {
		return (mail) -> this.provider.send(mail.recipient(), mail.kind().name(), String.valueOf(mail.link()));
	}

}
