package io.github.jwtsecurity.account;

import java.time.Clock;

import io.github.jwtsecurity.event.AdmissionGuard;
import io.github.jwtsecurity.event.JwtSecurityEventPublisher;
import io.github.jwtsecurity.event.SessionEnder;
import io.github.jwtsecurity.jdbc.MissingRepositoryException;
import io.github.jwtsecurity.token.ConditionalOnAccounts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for accounts.
 */
@AutoConfiguration(afterName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnAccounts
@EnableConfigurationProperties(PasswordProperties.class)
@Import(JdbcAccountConfiguration.class)
public final class AccountAutoConfiguration {

	/**
	 * Fails with the reason, instead of a bean that nobody has heard of being missing.
	 */
	@Bean
	@ConditionalOnMissingBean
	AccountRepository jwtSecurityMissingAccountRepository(ListableBeanFactory beanFactory) {
		throw new MissingRepositoryException("accounts", AccountRepository.class, beanFactory);
	}

	@Bean
	HashGate jwtSecurityHashGate(PasswordProperties properties) {
		return HashGate.of(properties);
	}

	@Bean
	AccountService jwtSecurityAccountService(AccountRepository repository, PasswordProperties properties, HashGate gate,
			ObjectProvider<CompromisedPasswordChecker> compromised, ObjectProvider<SessionEnder> sessionEnders,
			ObjectProvider<UnitOfWork> unitsOfWork, ObjectProvider<AdmissionGuard> guards, ObjectProvider<Clock> clock,
			ApplicationContext context) {
		PasswordHasher hasher = new PasswordHasher(properties,
				PasswordEncoders.create(properties.encoder(), context.getClassLoader()), gate);
		PasswordPolicy policy = new PasswordPolicy(properties,
				PasswordRules.of(properties, Binder.get(context.getEnvironment())),
				context.getEnvironment().getProperty("spring.application.name", ""), compromised.getIfAvailable());
		SessionEnder sessionEnder = sessionEnders.getIfAvailable(() -> SessionEnder.NONE);
		UnitOfWork unitOfWork = sessionEnder.usesDataSource() ? unitsOfWork.getIfAvailable(() -> UnitOfWork.NONE)
				: UnitOfWork.NONE;
		return new AccountService(repository, policy, hasher, unitOfWork, sessionEnder,
				(event) -> guards.orderedStream().forEach((guard) -> guard.admit(event)),
				new JwtSecurityEventPublisher(context), clock.getIfUnique(Clock::systemUTC));
	}

	/**
	 * The state of the gate, for Micrometer.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	@ConditionalOnBean(MeterRegistry.class)
	static class MetricsConfiguration {

		@Bean
		HashGateMetrics jwtSecurityHashGateMetrics(HashGate gate) {
			return new HashGateMetrics(gate);
		}

	}

}
