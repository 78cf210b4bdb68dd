package io.github.jwtsecurity.account;

import java.time.Clock;

import io.github.jwtsecurity.account.password.PasswordAutoConfiguration;
import io.github.jwtsecurity.account.password.Passwords;
import io.github.jwtsecurity.event.AdmissionGuard;
import io.github.jwtsecurity.event.JwtSecurityEventPublisher;
import io.github.jwtsecurity.event.SessionEnder;
import io.github.jwtsecurity.event.UserDataStore;
import io.github.jwtsecurity.jdbc.MissingRepositoryException;
import io.github.jwtsecurity.mail.MailAutoConfiguration;
import io.github.jwtsecurity.mail.MailQueue;
import io.github.jwtsecurity.mail.OneTimeTokens;
import io.github.jwtsecurity.token.ConditionalOnAccounts;
import io.github.jwtsecurity.token.ConditionalOnBoundProperty;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for accounts.
 */
@AutoConfiguration(after = { PasswordAutoConfiguration.class, MailAutoConfiguration.class },
		afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnAccounts
@EnableConfigurationProperties(SignupProperties.class)
@Import(JdbcAccountConfiguration.class)
public final class AccountAutoConfiguration {

	/**
	 * Fails with the reason, which the error for a missing bean would not give.
	 */
	@Bean
	@ConditionalOnMissingBean
	AccountRepository jwtSecurityMissingAccountRepository(ListableBeanFactory beanFactory) {
		throw new MissingRepositoryException("accounts", AccountRepository.class, beanFactory);
	}

	@Bean
	AccountStores jwtSecurityAccountStores(AccountRepository repository,
			ObjectProvider<AuthorityRepository> authorities, ObjectProvider<SessionEnder> sessionEnders,
			ObjectProvider<UnitOfWork> unitsOfWork, ObjectProvider<MailQueue> mailQueues,
			ObjectProvider<UserDataStore> userData) {
		SessionEnder sessionEnder = sessionEnders.getIfAvailable(() -> SessionEnder.NONE);
		return new AccountStores(repository, authorities.getIfAvailable(),
				unitsOfWork.getIfAvailable(() -> UnitOfWork.NONE), sessionEnder,
				mailQueues.getIfAvailable(() -> MailQueue.NONE), userData.orderedStream().toList());
	}

	@Bean
	DisabledAccounts jwtSecurityDisabledAccounts(AccountRepository repository) {
		return new DisabledAccounts(repository);
	}

	@Bean
	AccountEvents jwtSecurityAccountEvents(ObjectProvider<AdmissionGuard> guards, ApplicationContext context) {
		return new AccountEvents((event) -> guards.orderedStream().forEach((guard) -> guard.admit(event)),
				new JwtSecurityEventPublisher(context));
	}

	@Bean
	AuthorizedAccounts jwtSecurityAuthorizedAccounts(AccountStores stores, AccountEvents events,
			ObjectProvider<Clock> clock) {
		return new AuthorizedAccounts(stores,
				new AccountAuthorities(stores, events, clock.getIfUnique(Clock::systemUTC)));
	}

	@Bean
	AccountService jwtSecurityAccountService(AccountStores stores, Passwords passwords, SignupProperties properties,
			AccountEvents events, ObjectProvider<Clock> clock) {
		if (stores.mailQueue() == MailQueue.NONE) {
			properties.requireNoMail();
		}
		return new AccountService(stores, passwords, properties, events, clock.getIfUnique(Clock::systemUTC));
	}

	/**
	 * The configuration of the life of an account that depends on mail.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(MailQueue.class)
	static class MailConfiguration {

		@Bean
		AccountMailDirectory jwtSecurityAccountMailDirectory(AccountRepository repository) {
			return new AccountMailDirectory(repository);
		}

		@Bean
		EmailVerification jwtSecurityEmailVerification(AccountStores stores, OneTimeTokens tokens, AccountEvents events,
				ObjectProvider<Clock> clock) {
			return new EmailVerification(stores, tokens, events, clock.getIfUnique(Clock::systemUTC));
		}

		@Bean
		PasswordRecovery jwtSecurityPasswordRecovery(AccountStores stores, Passwords passwords, OneTimeTokens tokens,
				AccountEvents events, ObjectProvider<Clock> clock) {
			return new PasswordRecovery(stores, passwords, tokens, events, clock.getIfUnique(Clock::systemUTC));
		}

		@Bean
		@Lazy(false)
		@ConditionalOnBoundProperty(properties = SignupProperties.class, name = "email-verification",
				havingValue = "required")
		UnverifiedAccountCleaner jwtSecurityUnverifiedAccountCleaner(AccountStores stores, SignupProperties properties,
				AccountEvents events, ObjectProvider<Clock> clock) {
			return new UnverifiedAccountCleaner(stores, properties.unverifiedLifetime(), events,
					clock.getIfUnique(Clock::systemUTC));
		}

		@Bean
		RefreshTokenReuseNotice jwtSecurityRefreshTokenReuseNotice(MailQueue mailQueue) {
			return new RefreshTokenReuseNotice(mailQueue);
		}

		@Bean
		EmailChange jwtSecurityEmailChange(AccountStores stores, OneTimeTokens tokens, AccountEvents events,
				ObjectProvider<Clock> clock) {
			return new EmailChange(stores, tokens, events, clock.getIfUnique(Clock::systemUTC));
		}

	}

}
