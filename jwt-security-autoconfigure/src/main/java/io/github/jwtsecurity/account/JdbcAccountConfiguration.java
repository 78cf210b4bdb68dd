package io.github.jwtsecurity.account;

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
 * The configuration of accounts in the application's database.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ JdbcClient.class, DataSourceScriptDatabaseInitializer.class })
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnMissingBean(AccountRepository.class)
@Import(JdbcSchemaConfiguration.class)
class JdbcAccountConfiguration {

	/**
	 * Creates the repository at start-up, so that a service without the table does not
	 * start.
	 */
	@Bean
	@Lazy(false)
	@DependsOnDatabaseInitialization
	JdbcAccountRepository jwtSecurityAccountRepository(DataSource dataSource) {
		JdbcAccountRepository repository = new JdbcAccountRepository(dataSource);
		SchemaCheck.require(dataSource, JdbcAccountRepository.TABLE, () -> repository.findById(""));
		return repository;
	}

	/**
	 * Creates the repository at start-up, like that of the accounts.
	 */
	@Bean
	@Lazy(false)
	@ConditionalOnMissingBean(AuthorityRepository.class)
	@DependsOnDatabaseInitialization
	JdbcAuthorityRepository jwtSecurityAuthorityRepository(DataSource dataSource) {
		JdbcAuthorityRepository repository = new JdbcAuthorityRepository(dataSource);
		SchemaCheck.require(dataSource, JdbcAuthorityRepository.TABLE, () -> repository.findByUserId(""));
		return repository;
	}

	@Bean
	JdbcUnitOfWork jwtSecurityUnitOfWork(DataSource dataSource) {
		return new JdbcUnitOfWork(dataSource);
	}

}
