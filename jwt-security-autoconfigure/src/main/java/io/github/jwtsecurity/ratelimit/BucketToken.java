package io.github.jwtsecurity.ratelimit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.proxy.ProxyManager;

/**
 * A token of Bucket4j.
 *
 * @param bucket where it was taken out
 */
record BucketToken(Bucket bucket) implements TokenStore.Token {

	/**
	 * How long to wait for a token.
	 * @return the time in nanoseconds, zero if there is one
	 */
	static long nanosToWait(ProxyManager<String> buckets, Limit limit, String key) {
		return bucket(buckets, limit, key).estimateAbilityToConsume(1).getNanosToWaitForRefill();
	}

	static void requireNone(Limit limit, long nanosToWait) {
		if (nanosToWait > 0) {
			throw new RateLimitExceededException(limit.name(), nanosToWait);
		}
	}

	private static Bucket bucket(ProxyManager<String> buckets, Limit limit, String key) {
		return buckets.getProxy(limit.bucket(key), limit::configuration);
	}

	static Taken take(ProxyManager<String> buckets, Limit limit, String key) {
		Bucket bucket = bucket(buckets, limit, key);
		ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
		return new Taken(new BucketToken(bucket), probe);
	}

	@Override
	public void giveBack() {
		this.bucket.addTokens(1);
	}

	@Override
	public void fill() {
		this.bucket.reset();
	}

	/**
	 * What was the result of taking one.
	 *
	 * @param token the token, if there was one
	 * @param probe whether there was
	 */
	record Taken(TokenStore.Token token, ConsumptionProbe probe) {

		TokenStore.Token orElseThrow(Limit limit) {
			if (!this.probe.isConsumed()) {
				throw new RateLimitExceededException(limit.name(), this.probe.getNanosToWaitForRefill());
			}
			return this.token;
		}

	}

}
