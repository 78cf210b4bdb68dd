package io.github.jwtsecurity.mail;

import io.github.jwtsecurity.token.ConditionalOnBoundProperty;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The configuration of mail that is written to the log.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(AccountMailSender.class)
@ConditionalOnBoundProperty(properties = MailProperties.class, name = "console")
class ConsoleMailConfiguration {

	@Bean
	ConsoleMailSender jwtSecurityMailSender() {
		return new ConsoleMailSender();
	}

}
