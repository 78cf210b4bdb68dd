package io.github.jwtsecurity.session;

import javax.sql.DataSource;

import io.github.jwtsecurity.token.ConditionalOnBoundProperty;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * The configuration of notifications of ended sessions.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBoundProperty(properties = SessionProperties.class, name = "revocation-notifications")
class RevocationNotificationConfiguration {

	@Bean
	@Lazy(false)
	RevocationListener jwtSecurityRevocationListener(SessionRepository repository, RevocationView revocationView,
			ObjectProvider<DataSource> dataSources) {
		if (AopUtils.getTargetClass(repository) != JdbcSessionRepository.class) {
			throw new UnusableNotificationsException("the sessions are in a SessionRepository of the application");
		}
		DataSource dataSource = dataSources.getObject();
		NotificationCheck.require(dataSource);
		return new RevocationListener(dataSource, revocationView.hints()::add, RevocationListener.INTERVAL);
	}

}
