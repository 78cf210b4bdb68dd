package io.github.jwtsecurity.token;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The configuration of the cache of verified tokens.
 */
@Configuration(proxyBeanMethods = false)
class TokenCacheConfiguration {

	@Bean
	VerifiedTokenCache jwtSecurityVerifiedTokenCache(TokenProperties properties, ObjectProvider<Clock> clock) {
		TokenProperties.Cache cache = properties.cache();
		return new VerifiedTokenCache(cache.enabled() ? cache.maximumSize() : 0, cache.timeToLive(),
				clock.getIfUnique(Clock::systemUTC));
	}

	/**
	 * The configuration of the metrics for the cache.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	@ConditionalOnBean(MeterRegistry.class)
	@ConditionalOnBoundProperty(properties = TokenProperties.class, name = "cache.enabled")
	static class MetricsConfiguration {

		@Bean
		TokenCacheMetrics jwtSecurityTokenCacheMetrics(VerifiedTokenCache cache) {
			return new TokenCacheMetrics(cache);
		}

	}

}
