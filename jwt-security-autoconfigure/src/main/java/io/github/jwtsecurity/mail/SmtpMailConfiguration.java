package io.github.jwtsecurity.mail;

import jakarta.mail.internet.MimeMessage;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * The configuration of mail that the {@link JavaMailSender} of the application sends.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ JavaMailSender.class, MimeMessage.class })
@ConditionalOnSingleCandidate(JavaMailSender.class)
@ConditionalOnMissingBean(AccountMailSender.class)
@Conditional(OnMailFromCondition.class)
class SmtpMailConfiguration {

	@Bean
	SmtpMailSender jwtSecurityMailSender(JavaMailSender mailSender, MailProperties properties) {
		return new SmtpMailSender(mailSender, properties.requiredFrom());
	}

}
