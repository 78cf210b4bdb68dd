package io.github.jwtsecurity.mail;

import io.github.jwtsecurity.token.ConditionalOnAccounts;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for mail to the owners of accounts.
 * The order of the imports is that of the precedence of the senders.
 */
@AutoConfiguration(afterName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
		"org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnAccounts
@EnableConfigurationProperties(MailProperties.class)
@Import({ SmtpMailConfiguration.class, ConsoleMailConfiguration.class, MailDeliveryConfiguration.class,
		MissingMailSenderConfiguration.class, MissingMailStoreConfiguration.class })
public final class MailAutoConfiguration {

}
