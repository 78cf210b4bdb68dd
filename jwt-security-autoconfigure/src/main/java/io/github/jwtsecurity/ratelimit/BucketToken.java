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

	static Taken take(ProxyManager<String> buckets, Limit limit, String key) {
		Bucket bucket = buckets.getProxy(limit.bucket(key), limit::configuration);
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
