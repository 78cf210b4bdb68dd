package io.github.jwtsecurity.mail;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * The configuration of a service with a sender but without an outbox, which must not
 * start: its users would wait for mail.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean(AccountMailSender.class)
@ConditionalOnMissingBean(MailQueue.class)
class MissingMailStoreConfiguration {

	@Bean
	@Lazy(false)
	InitializingBean jwtSecurityMissingMailStore() {
		return () -> {
			throw new IllegalStateException(
					"Mail to the owners of accounts needs a DataSource for its outbox, and there"
							+ " is none, or there are several and none is @Primary");
		};
	}

}
