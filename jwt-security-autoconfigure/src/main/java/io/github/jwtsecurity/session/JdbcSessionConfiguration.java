package io.github.jwtsecurity.session;

import javax.sql.DataSource;

import io.github.jwtsecurity.jdbc.JdbcSchemaConfiguration;
import io.github.jwtsecurity.jdbc.SchemaCheck;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The configuration of sessions in the application's database.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ JdbcClient.class, DataSourceScriptDatabaseInitializer.class })
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnMissingBean(SessionRepository.class)
@Import(JdbcSchemaConfiguration.class)
class JdbcSessionConfiguration {

	/**
	 * Creates the repository eagerly, so that a service whose table is missing does not
	 * start.
	 */
	@Bean
	@Lazy(false)
	@DependsOnDatabaseInitialization
	JdbcSessionRepository jwtSecuritySessionRepository(DataSource dataSource, SessionProperties properties) {
		JdbcSessionRepository repository = new JdbcSessionRepository(dataSource, properties.revocationNotifications());
		SchemaCheck.require(dataSource, JdbcSessionRepository.TABLE, () -> repository.findById(""));
		return repository;
	}

	@Bean
	@DependsOnDatabaseInitialization
	JdbcSessionData jwtSecuritySessionData(DataSource dataSource) {
		return new JdbcSessionData(dataSource);
	}

}
