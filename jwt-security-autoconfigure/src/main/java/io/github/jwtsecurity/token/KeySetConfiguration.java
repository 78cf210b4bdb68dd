package io.github.jwtsecurity.token;

import java.net.URI;
import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The configuration of a key set that is fetched from the issuer.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnKeySource({ KeySource.JWK_SET, KeySource.BETTER_AUTH })
@EnableConfigurationProperties(KeySetProperties.class)
class KeySetConfiguration {

	@Bean
	KeySetStatus jwtSecurityKeySetStatus() {
		return new KeySetStatus();
	}

	@Bean
	KeySetVerifier jwtSecurityKeySetVerifier(VerificationProperties verification, KeySetProperties properties,
			KeySetStatus status, Environment environment, ObjectProvider<Clock> clock) {
		URI uri = (KeySource.require(environment) == KeySource.BETTER_AUTH) ? verification.betterAuth().keySetUri()
				: KeySetUri.require("jwt-security.jwk-set-uri", verification.jwkSetUri());
		return KeySetVerifierFactory.ofKeySet(uri, verification, properties, status,
				clock.getIfUnique(Clock::systemUTC));
	}

	/**
	 * The configuration of the health indicator for the key set.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
	@ConditionalOnEnabledHealthIndicator("jwt-security-keys")
	static class HealthConfiguration {

		@Bean
		KeySetHealthIndicator jwtSecurityKeysHealthIndicator(
				@Qualifier("jwtSecurityKeySetVerifier") KeySetVerifier verifier, KeySetStatus status,
				ObjectProvider<Clock> clock) {
			return new KeySetHealthIndicator(verifier, status, clock.getIfUnique(Clock::systemUTC));
		}

	}

	/**
	 * The configuration of the metrics for the key set.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	@ConditionalOnBean(MeterRegistry.class)
	static class MetricsConfiguration {

		@Bean
		KeySetMetrics jwtSecurityKeySetMetrics(KeySetStatus status, ObjectProvider<Clock> clock) {
			return new KeySetMetrics(status, clock.getIfUnique(Clock::systemUTC));
		}

	}

}
