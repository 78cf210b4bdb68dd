package io.github.jwtsecurity.ratelimit;

import java.time.Clock;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.jwtsecurity.token.ConditionalOnAccounts;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for rate limits.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnAccounts
@EnableConfigurationProperties({ RateLimitProperties.class, LockoutProperties.class, MailLimitProperties.class })
@Import(JdbcRateLimitConfiguration.class)
public final class RateLimitAutoConfiguration {

	private static final Log logger = LogFactory.getLog(RateLimitAutoConfiguration.class);

	/**
	 * Creates the rate limiter eagerly, so that a service without a usable store does not
	 * start.
	 */
	@Bean
	@Lazy(false)
	RateLimiter jwtSecurityRateLimiter(RateLimitProperties properties, LockoutProperties lockout,
			MailLimitProperties mail, ListableBeanFactory beanFactory, ObjectProvider<JdbcBuckets> jdbcBuckets,
			ObjectProvider<Clock> clock, Environment environment) {
		if (!properties.enabled()) {
			logger.warn("Rate limits are switched off: the number of login attempts is not limited");
			return new RateLimiter(BucketStore.UNLIMITED, RateLimiter.Store.NONE, properties, lockout, mail);
		}
		ForwardedHeaders.warn(environment);
		Clock own = clock.getIfUnique();
		BucketTime time = (own != null) ? BucketTime.of(own) : BucketTime.monotonic();
		BucketStore memory = new MemoryBucketStore(properties.memory().maximumSize(), time);
		ProxyManager<String> ofApplication = ProxyManagers.find(beanFactory);
		if (ofApplication != null) {
			return new RateLimiter(new SharedBucketStore(ofApplication, memory, new Outage(time)),
					RateLimiter.Store.PROXY_MANAGER, properties, lockout, mail);
		}
		if (properties.store() == RateLimitProperties.Store.JDBC) {
			return new RateLimiter(new SharedBucketStore(require(jdbcBuckets), memory, new Outage(time)),
					RateLimiter.Store.JDBC, properties, lockout, mail);
		}
		MultipleInstancesWarning.warn(environment);
		return new RateLimiter(memory, RateLimiter.Store.MEMORY, properties, lockout, mail);
	}

	private static ProxyManager<String> require(ObjectProvider<JdbcBuckets> jdbcBuckets) {
		return jdbcBuckets.getIfAvailable(() -> {
			throw new UnusableStoreException("jwt-security.rate-limit.store is jdbc, but there is no DataSource, "
					+ "no primary bean among several, or no Spring JDBC on the class path.");
		}).proxyManager();
	}

}
