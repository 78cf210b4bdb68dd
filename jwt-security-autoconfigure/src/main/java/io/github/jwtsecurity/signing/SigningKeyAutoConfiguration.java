package io.github.jwtsecurity.signing;

import java.time.Clock;

import javax.sql.DataSource;

import io.github.jwtsecurity.jdbc.JdbcSchemaConfiguration;
import io.github.jwtsecurity.jdbc.SchemaCheck;
import io.github.jwtsecurity.token.AccessTokenLifetime;
import io.github.jwtsecurity.token.ConditionalOnSigningStore;
import io.github.jwtsecurity.token.KeyEncryption;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for managed keys, which the service
 * makes and rotates itself.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnSigningStore
@ConditionalOnClass({ JdbcClient.class, DataSourceScriptDatabaseInitializer.class })
@ConditionalOnSingleCandidate(DataSource.class)
@EnableConfigurationProperties(RotationProperties.class)
@Import(JdbcSchemaConfiguration.class)
public final class SigningKeyAutoConfiguration {

	@Bean
	@DependsOnDatabaseInitialization
	RotatingKeys jwtSecurityRotatingKeys(DataSource dataSource, RotationProperties properties,
			AccessTokenLifetime lifetime, ObjectProvider<Clock> clock) {
		KeyEncryption encryption = KeyEncryption.create(RotationProperties.PREFIX + "encryption-secret",
				properties.encryptionSecret(), RotationProperties.PREFIX + "previous-encryption-secrets",
				properties.previousEncryptionSecrets());
		JdbcSigningKeyRepository repository = new JdbcSigningKeyRepository(dataSource);
		SchemaCheck.require(dataSource, JdbcSigningKeyRepository.TABLE, repository::check);
		Clock time = clock.getIfUnique(Clock::systemUTC);
		KeyRotation rotation = new KeyRotation(repository, properties, encryption, lifetime, time);
		return new RotatingKeys(new KeyReader(repository, encryption), rotation, encryption, time);
	}

	/**
	 * The configuration of the Actuator endpoint.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
	@ConditionalOnAvailableEndpoint(SigningKeyEndpoint.class)
	static class EndpointConfiguration {

		@Bean
		SigningKeyEndpoint jwtSecuritySigningKeyEndpoint(RotatingKeys keys) {
			return new SigningKeyEndpoint(keys);
		}

	}

}
