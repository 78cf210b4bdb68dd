package io.github.jwtsecurity.mail;

import java.time.Clock;

import javax.sql.DataSource;

import io.github.jwtsecurity.jdbc.JdbcSchemaConfiguration;
import io.github.jwtsecurity.jdbc.SchemaCheck;
import io.github.jwtsecurity.token.KeyDerivation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The configuration of the outbox and the one-time tokens, which are in the database of
 * the application.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean(AccountMailSender.class)
@ConditionalOnClass(JdbcClient.class)
@ConditionalOnSingleCandidate(DataSource.class)
@Import(JdbcSchemaConfiguration.class)
class MailDeliveryConfiguration {

	@Bean
	@DependsOnDatabaseInitialization
	MailOutbox jwtSecurityMailOutbox(DataSource dataSource, OneTimeTokenRepository tokens,
			ObjectProvider<Clock> clock) {
		MailOutbox outbox = new MailOutbox(dataSource, tokens, clock.getIfUnique(Clock::systemUTC));
		SchemaCheck.require(dataSource, MailOutbox.TABLE, outbox::check);
		return outbox;
	}

	@Bean
	@DependsOnDatabaseInitialization
	OneTimeTokenRepository jwtSecurityOneTimeTokenRepository(DataSource dataSource) {
		OneTimeTokenRepository repository = new OneTimeTokenRepository(dataSource);
		SchemaCheck.require(dataSource, OneTimeTokenRepository.TABLE, repository::check);
		return repository;
	}

	@Bean
	OneTimeTokens jwtSecurityOneTimeTokens(OneTimeTokenRepository repository, KeyDerivation keyDerivation,
			ObjectProvider<Clock> clock) {
		return new OneTimeTokens(repository, keyDerivation, clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	MailState jwtSecurityMailState() {
		return new MailState();
	}

	@Bean
	MailComposer jwtSecurityMailComposer(MailAccounts accounts, OneTimeTokens tokens, MailProperties properties,
			MessageSource messageSource, Environment environment) {
		MailLinks links = new MailLinks(properties);
		String host = String.valueOf(properties.requiredBaseUrl().getHost());
		return new MailComposer(accounts, tokens, links,
				new MailTexts(messageSource, environment.getProperty("spring.application.name", host)));
	}

	@Bean
	@Lazy(false)
	MailDelivery jwtSecurityMailDelivery(MailOutbox outbox, MailComposer composer, AccountMailSender sender,
			MailState state, OneTimeTokenRepository tokens, ObjectProvider<Clock> clock) {
		return new MailDelivery(outbox, composer, sender, state, tokens, clock.getIfUnique(Clock::systemUTC));
	}

	/**
	 * The configuration of the health indicator, for Actuator.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
	@ConditionalOnEnabledHealthIndicator("jwt-security-mail")
	static class HealthConfiguration {

		@Bean
		MailHealthIndicator jwtSecurityMailHealthIndicator(MailState state) {
			return new MailHealthIndicator(state);
		}

	}

	/**
	 * The configuration of the metrics.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	@ConditionalOnBean(MeterRegistry.class)
	static class MetricsConfiguration {

		@Bean
		MailMetrics jwtSecurityMailMetrics(MailState state) {
			return new MailMetrics(state);
		}

	}

}
