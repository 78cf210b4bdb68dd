package io.github.jwtsecurity.ratelimit;

import java.time.Clock;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for rate limits.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnBooleanProperty(name = "jwt-security.accounts.enabled")
@Conditional(RateLimitAutoConfiguration.NotDisabled.class)
@EnableConfigurationProperties(RateLimitProperties.class)
@Import(JdbcRateLimitConfiguration.class)
public final class RateLimitAutoConfiguration {

	/**
	 * Not lazy: a service whose limits have no place must not start.
	 */
	@Bean
	@Lazy(false)
	RateLimiter jwtSecurityRateLimiter(RateLimitProperties properties, ListableBeanFactory beanFactory,
			ObjectProvider<JdbcBuckets> jdbcBuckets, ObjectProvider<Clock> clock) {
		Clock own = clock.getIfUnique();
		BucketTime time = (own != null) ? BucketTime.of(own) : BucketTime.monotonic();
		TokenStore memory = new MemoryTokenStore(properties.memory().maximumSize(), time);
		ProxyManager<String> shared = findShared(properties, beanFactory, jdbcBuckets.getIfAvailable());
		return new RateLimiter((shared != null) ? new SharedTokenStore(shared, memory, new Outage(time)) : memory,
				properties);
	}

	private static @Nullable ProxyManager<String> findShared(RateLimitProperties properties,
			ListableBeanFactory beanFactory, @Nullable JdbcBuckets jdbcBuckets) {
		ProxyManager<String> own = ProxyManagers.find(beanFactory);
		if (own != null || properties.store() == RateLimitProperties.Store.MEMORY) {
			return own;
		}
		if (jdbcBuckets == null) {
			throw new UnusableStoreException("jwt-security.rate-limit.store is jdbc, but there is no DataSource, "
					+ "no primary one among several, or no Spring JDBC on the class path.");
		}
		return jdbcBuckets.proxyManager();
	}

	/**
	 * Anything but {@code false}: a typing error must not switch the limits off.
	 */
	static final class NotDisabled extends NoneNestedConditions {

		NotDisabled() {
			super(ConfigurationPhase.PARSE_CONFIGURATION);
		}

		@ConditionalOnBooleanProperty(name = "jwt-security.rate-limit.enabled", havingValue = false)
		static final class Disabled {

		}

	}

}
