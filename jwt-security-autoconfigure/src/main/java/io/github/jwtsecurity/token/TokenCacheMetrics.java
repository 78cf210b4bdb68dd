package io.github.jwtsecurity.token;

import com.github.benmanes.caffeine.cache.Cache;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Metrics of the size of the cache of verified tokens, and of its hits and misses.
 */
final class TokenCacheMetrics implements MeterBinder {

	private static final String GETS = "jwtsecurity.tokens.cache.gets";

	private static final String DESCRIPTION = "Lookups in the cache of verified tokens";

	private final Cache<?, ?> tokens;

	TokenCacheMetrics(VerifiedTokenCache cache) {
		this.tokens = cache.tokens();
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		FunctionCounter.builder(GETS, this.tokens, (cache) -> cache.stats().hitCount())
			.tag("result", "hit")
			.description(DESCRIPTION)
			.register(registry);
		FunctionCounter.builder(GETS, this.tokens, (cache) -> cache.stats().missCount())
			.tag("result", "miss")
			.description(DESCRIPTION)
			.register(registry);
		Gauge.builder("jwtsecurity.tokens.cache.size", this.tokens, Cache::estimatedSize)
			.description("Tokens in the cache of verified tokens")
			.register(registry);
	}

}
