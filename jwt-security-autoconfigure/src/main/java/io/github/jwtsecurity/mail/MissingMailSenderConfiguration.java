package io.github.jwtsecurity.mail;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * The configuration of a service with a sender's address but without a sender, which must
 * not start: its users would wait for mail.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(AccountMailSender.class)
@Conditional(OnMailFromCondition.class)
class MissingMailSenderConfiguration {

	@Bean
	@Lazy(false)
	InitializingBean jwtSecurityMissingMailSender(MailProperties properties) {
		return () -> {
			throw new InvalidConfigurationPropertyValueException(MailProperties.PREFIX + ".from",
					properties.requiredFrom(),
					"There is no JavaMailSender, or there are several of which none is @Primary: add"
							+ " spring-boot-starter-mail and set spring.mail.host, or declare a bean of type"
							+ " AccountMailSender.");
		};
	}

}
