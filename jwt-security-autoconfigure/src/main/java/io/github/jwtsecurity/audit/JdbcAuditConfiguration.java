package io.github.jwtsecurity.audit;

import java.time.Clock;

import javax.sql.DataSource;

import io.github.jwtsecurity.jdbc.JdbcSchemaConfiguration;
import io.github.jwtsecurity.jdbc.MissingRepositoryException;
import io.github.jwtsecurity.jdbc.SchemaCheck;
import io.github.jwtsecurity.token.ConditionalOnBoundProperty;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
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
 * The audit trail in the application's database.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBoundProperty(properties = AuditProperties.class, name = "store", havingValue = "jdbc")
class JdbcAuditConfiguration {

	/**
	 * Fails with an explanation, since the service would otherwise start without the
	 * configured table.
	 */
	@Bean
	@Lazy(false)
	@ConditionalOnMissingBean(JdbcAuditTable.class)
	AuditSink jwtSecurityMissingAuditTable(ListableBeanFactory beanFactory) {
		throw new MissingRepositoryException("audit records", "jwt-security.audit.store", "jdbc", beanFactory);
	}

	/**
	 * The configuration for a context with a data source.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ JdbcClient.class, DataSourceScriptDatabaseInitializer.class })
	@ConditionalOnSingleCandidate(DataSource.class)
	@Import(JdbcSchemaConfiguration.class)
	static class TableConfiguration {

		/**
		 * Creates the table's access object eagerly, so that a service whose table is
		 * missing does not start.
		 */
		@Bean
		@Lazy(false)
		@DependsOnDatabaseInitialization
		JdbcAuditTable jwtSecurityAuditTable(DataSource dataSource) {
			JdbcAuditTable table = new JdbcAuditTable(dataSource);
			SchemaCheck.require(dataSource, JdbcAuditTable.TABLE, table::check);
			return table;
		}

		@Bean
		@DependsOnDatabaseInitialization
		JdbcAuditReader jwtSecurityAuditReader(DataSource dataSource) {
			return new JdbcAuditReader(dataSource);
		}

		@Bean
		@Lazy(false)
		JdbcAuditWriter jwtSecurityAuditWriter(JdbcAuditTable table, ObjectProvider<JdbcAuditGuard> guard,
				AuditProperties properties, ObjectProvider<Clock> clock) {
			return new JdbcAuditWriter(table, guard.getIfAvailable() != null, properties,
					clock.getIfUnique(Clock::systemUTC));
		}

		@Bean
		@ConditionalOnBoundProperty(properties = AuditProperties.class, name = "failure", havingValue = "refuse")
		JdbcAuditGuard jwtSecurityAuditGuard(AuditRecordFactory factory, JdbcAuditTable table) {
			return new JdbcAuditGuard(factory, table);
		}

	}

}
