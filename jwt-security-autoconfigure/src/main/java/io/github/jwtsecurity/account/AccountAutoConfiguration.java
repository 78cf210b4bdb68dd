package io.github.jwtsecurity.account;

import java.time.Clock;

import io.github.jwtsecurity.account.password.PasswordAutoConfiguration;
import io.github.jwtsecurity.account.password.Passwords;
import io.github.jwtsecurity.event.AdmissionGuard;
import io.github.jwtsecurity.event.JwtSecurityEventPublisher;
import io.github.jwtsecurity.event.SessionEnder;
import io.github.jwtsecurity.jdbc.MissingRepositoryException;
import io.github.jwtsecurity.token.ConditionalOnAccounts;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for accounts.
 */
@AutoConfiguration(after = PasswordAutoConfiguration.class,
		afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnAccounts
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
	AccountService jwtSecurityAccountService(AccountRepository repository, Passwords passwords,
			ObjectProvider<SessionEnder> sessionEnders, ObjectProvider<UnitOfWork> unitsOfWork,
			ObjectProvider<AdmissionGuard> guards, ObjectProvider<Clock> clock, ApplicationContext context) {
		SessionEnder sessionEnder = sessionEnders.getIfAvailable(() -> SessionEnder.NONE);
		UnitOfWork unitOfWork = sessionEnder.usesDataSource() ? unitsOfWork.getIfAvailable(() -> UnitOfWork.NONE)
				: UnitOfWork.NONE;
		return new AccountService(repository, passwords, unitOfWork, sessionEnder,
				new AccountEvents((event) -> guards.orderedStream().forEach((guard) -> guard.admit(event)),
						new JwtSecurityEventPublisher(context)),
				clock.getIfUnique(Clock::systemUTC));
	}

}
