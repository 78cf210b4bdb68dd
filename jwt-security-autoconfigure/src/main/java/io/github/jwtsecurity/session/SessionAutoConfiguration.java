package io.github.jwtsecurity.session;

import java.time.Clock;

import io.github.jwtsecurity.event.JwtSecurityEventPublisher;
import io.github.jwtsecurity.event.UnusableAccounts;
import io.github.jwtsecurity.jdbc.MissingRepositoryException;
import io.github.jwtsecurity.token.AccessTokenLifetime;
import io.github.jwtsecurity.token.ConditionalOnAccounts;
import io.github.jwtsecurity.token.KeyDerivation;
import io.github.jwtsecurity.token.TokenAutoConfiguration;
import io.github.jwtsecurity.token.UserIds;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for sessions.
 */
@AutoConfiguration(after = TokenAutoConfiguration.class,
		afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnAccounts
@EnableConfigurationProperties(SessionProperties.class)
@Import({ JdbcSessionConfiguration.class, RevocationNotificationConfiguration.class })
public final class SessionAutoConfiguration {

	private static final int MAX_WATCHED_SESSIONS = 100_000;

	/**
	 * Fails with an explanation, instead of a message about a missing bean that the user
	 * does not know.
	 */
	@Bean
	@ConditionalOnMissingBean
	SessionRepository jwtSecurityMissingSessionRepository(ListableBeanFactory beanFactory) {
		throw new MissingRepositoryException("sessions", SessionRepository.class, beanFactory);
	}

	@Bean
	SessionWatch jwtSecuritySessionWatch(SessionRepository repository,
			ObjectProvider<UnusableAccounts> unusableAccounts, UserIds userIds) {
		return new SessionWatch(repository, unusableAccounts.getIfAvailable(() -> UnusableAccounts.NONE), userIds::of,
				MAX_WATCHED_SESSIONS);
	}

	@Bean
	RevocationView jwtSecurityRevocationView(SessionRepository repository, SessionWatch watch,
			SessionProperties properties, AccessTokenLifetime lifetime, ObjectProvider<Clock> clock) {
		return new RevocationView(repository, watch, properties, lifetime, clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	SessionMaintenance jwtSecuritySessionMaintenance(RevocationView revocationView, SessionRepository repository,
			SessionProperties properties, AccessTokenLifetime lifetime, ObjectProvider<Clock> clock) {
		return new SessionMaintenance(revocationView,
				new SessionCleaner(repository, RevocationView.retention(lifetime), clock.getIfUnique(Clock::systemUTC)),
				properties);
	}

	@Bean
	SessionService jwtSecuritySessionService(SessionRepository repository, KeyDerivation keyDerivation,
			RevocationView revocationView, ApplicationEventPublisher eventPublisher, SessionProperties properties,
			ObjectProvider<Clock> clock) {
		return new SessionService(repository, new RefreshTokenCodec(keyDerivation), revocationView,
				new JwtSecurityEventPublisher(eventPublisher), properties, clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	AccountSessionEnder jwtSecuritySessionEnder(SessionService sessionService) {
		return new AccountSessionEnder(sessionService);
	}

	/**
	 * The configuration of the health indicator, for Actuator.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
	@ConditionalOnEnabledHealthIndicator("jwt-security-sessions")
	static class HealthConfiguration {

		@Bean
		SessionHealthIndicator jwtSecuritySessionsHealthIndicator(RevocationView revocationView) {
			return new SessionHealthIndicator(revocationView);
		}

	}

}
