package io.github.jwtsecurity.docs;

import java.time.Duration;

import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.TimeoutOptions;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class RedisRateLimits {

	private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration KEEP_FULL = Duration.ofMinutes(1);

	@Bean
	RedisClient rateLimitClient(@Value("${REDIS_URL}") String url) {
		RedisClient client = RedisClient.create(url);
		client.setOptions(ClientOptions.builder()
			.timeoutOptions(TimeoutOptions.enabled(COMMAND_TIMEOUT))
			.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
			.build());
		return client;
	}

	@Bean
	ProxyManager<byte[]> rateLimitBuckets(RedisClient client) {
		return Bucket4jLettuce.casBasedBuilder(client)
			.expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEEP_FULL))
			.build();
	}

}
