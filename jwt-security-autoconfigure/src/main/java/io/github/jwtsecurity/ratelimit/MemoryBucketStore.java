package io.github.jwtsecurity.ratelimit;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.caffeine.Bucket4jCaffeine;
import io.github.bucket4j.caffeine.CaffeineProxyManager;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;

/**
 * A bounded store of buckets in memory. Buckets that are full again are removed. Above
 * the maximum, those that were used least often are removed first (W-TinyLFU), so that a
 * flood of keys does not displace the bucket of an attacked account.
 */
final class MemoryBucketStore implements BucketStore {

	private static final Duration KEEP_FULL = Duration.ZERO;

	private final CaffeineProxyManager<String> ofAccounts;

	private final CaffeineProxyManager<String> ofAddresses;

	/**
	 * Creates an empty store.
	 * @param maximumSize the maximum number of buckets for accounts, and of buckets for
	 * addresses. The two are kept apart, so that many addresses cannot displace the
	 * buckets of accounts
	 * @param time the clock
	 */
	MemoryBucketStore(int maximumSize, BucketTime time) {
		this.ofAccounts = buckets(maximumSize, time);
		this.ofAddresses = buckets(maximumSize, time);
	}

	@Override
	public long check(Limit limit, String key) {
		return BucketToken.look(buckets(limit), limit, key).requireToken(limit);
	}

	@Override
	public Token take(Limit limit, String key) {
		return BucketToken.take(buckets(limit), limit, key).orElseThrow(limit);
	}

	@Override
	public void fill(Limit limit, String key) {
		BucketToken.fill(buckets(limit), limit, key);
	}

	long size() {
		return size(this.ofAccounts) + size(this.ofAddresses);
	}

	private CaffeineProxyManager<String> buckets(Limit limit) {
		return limit.isOfAddress() ? this.ofAddresses : this.ofAccounts;
	}

	private static long size(CaffeineProxyManager<String> buckets) {
		buckets.getCache().cleanUp();
		return buckets.getCache().estimatedSize();
	}

	/**
	 * Creates a cache with its full initial capacity. With less, Caffeine counts how
	 * often a key is used only once the cache has been half full, and a flood of new keys
	 * would remove the bucket of an account that was attacked before the flood.
	 */
	private static CaffeineProxyManager<String> buckets(int maximumSize, BucketTime time) {
		Caffeine<Object, Object> cache = Caffeine.newBuilder()
			.initialCapacity(maximumSize)
			.maximumSize(maximumSize)
			.ticker(time::currentTimeNanos)
			.executor(Runnable::run);
		return Bucket4jCaffeine.<String>builderFor(cache)
			.clientClock(time)
			.expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEEP_FULL))
			.build();
	}

}
