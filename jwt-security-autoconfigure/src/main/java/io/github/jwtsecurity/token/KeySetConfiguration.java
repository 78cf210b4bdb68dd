package io.github.jwtsecurity.token;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * The configuration of key sets that are fetched from issuers.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeySetProperties.class)
class KeySetConfiguration {

	@Bean
	KeySetVerifierFactory jwtSecurityKeySetVerifierFactory(KeySetProperties properties, IssuerDefinitions definitions,
			ObjectProvider<SslBundles> sslBundles, ObjectProvider<KeySetHttpClientCustomizer> customizers,
			ObjectProvider<Clock> clock) {
		return new KeySetVerifierFactory(properties,
				new KeySetHttpClients(sslBundles.getIfAvailable(), customizers.orderedStream().toList())::get,
				definitions.keySets(), clock.getIfUnique(Clock::systemUTC));
	}

	/**
	 * The configuration of the health indicator for the key sets.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(OnFetchedKeySetCondition.class)
	@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
	@ConditionalOnEnabledHealthIndicator("jwt-security-keys")
	static class HealthConfiguration {

		@Bean
		KeySetHealthIndicator jwtSecurityKeysHealthIndicator(TrustedIssuers issuers, ObjectProvider<Clock> clock) {
			return new KeySetHealthIndicator(issuers, clock.getIfUnique(Clock::systemUTC));
		}

	}

	/**
	 * The configuration of the metrics for the key sets.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(OnFetchedKeySetCondition.class)
	@ConditionalOnClass(MeterBinder.class)
	@ConditionalOnBean(MeterRegistry.class)
	static class MetricsConfiguration {

		@Bean
		KeySetMetrics jwtSecurityKeySetMetrics(TrustedIssuers issuers, ObjectProvider<Clock> clock) {
			return new KeySetMetrics(issuers.keySets(), clock.getIfUnique(Clock::systemUTC));
		}

	}

}
