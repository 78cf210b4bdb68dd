package io.github.jwtsecurity.account.password;

import io.github.jwtsecurity.token.ConditionalOnAccounts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for passwords.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnAccounts
@EnableConfigurationProperties(PasswordProperties.class)
public final class PasswordAutoConfiguration {

	@Bean
	HashGate jwtSecurityHashGate(PasswordProperties properties) {
		return HashGate.of(properties);
	}

	@Bean
	@ConditionalOnMissingBean(PasswordPolicy.class)
	ConfiguredPasswordPolicy jwtSecurityPasswordPolicy(PasswordProperties properties, Environment environment) {
		return new ConfiguredPasswordPolicy(PasswordRules.of(properties, Binder.get(environment)), properties.common(),
				environment.getProperty("spring.application.name", ""));
	}

	@Bean
	PasswordHasher jwtSecurityPasswordHasher(PasswordProperties properties, HashGate gate,
			ResourceLoader resourceLoader) {
		return new PasswordHasher(PasswordLimits.of(properties),
				PasswordEncoders.create(properties.encoder(), resourceLoader.getClassLoader()), gate);
	}

	@Bean
	Passwords jwtSecurityPasswords(PasswordProperties properties, PasswordPolicy policy, PasswordHasher hasher,
			ObjectProvider<CompromisedPasswordChecker> compromised) {
		return new Passwords(new NewPasswordCheck(PasswordLimits.of(properties), policy, compromised.getIfAvailable()),
				hasher);
	}

	/**
	 * The configuration of the metrics for the gate.
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
