package io.github.jwtsecurity.ratelimit;

import java.time.Clock;

import javax.sql.DataSource;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.jwtsecurity.jdbc.JdbcSchemaConfiguration;
import io.github.jwtsecurity.token.ConditionalOnBoundProperty;

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
 * Rate limits in the application's database.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBoundProperty(properties = RateLimitProperties.class, name = "enabled")
@ConditionalOnBoundProperty(properties = RateLimitProperties.class, name = "store", havingValue = "jdbc")
@ConditionalOnClass({ JdbcClient.class, DataSourceScriptDatabaseInitializer.class })
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnMissingBean(ProxyManager.class)
@Import(JdbcSchemaConfiguration.class)
class JdbcRateLimitConfiguration {

	@Bean
	@DependsOnDatabaseInitialization
	JdbcBuckets jwtSecurityRateLimitBuckets(DataSource dataSource, ObjectProvider<Clock> clock) {
		return JdbcBuckets.open(dataSource, BucketTime.of(clock.getIfUnique(Clock::systemUTC)));
	}

	@Bean
	@Lazy(false)
	BucketCleaner jwtSecurityRateLimitCleaner(JdbcBuckets buckets) {
		return new BucketCleaner(buckets);
	}

}
