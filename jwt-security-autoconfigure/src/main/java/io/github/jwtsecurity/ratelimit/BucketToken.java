package io.github.jwtsecurity.ratelimit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.VerboseResult;
import io.github.bucket4j.distributed.proxy.ProxyManager;

/**
 * A token of a Bucket4j bucket.
 *
 * @param bucket the bucket from which this token was taken
 * @param missing the number of tokens that were missing then, including this one
 */
record BucketToken(Bucket bucket, long missing) implements BucketStore.Token {

	/**
	 * Reads the state of a bucket without taking a token. A bucket that does not exist is
	 * full, and is not created.
	 */
	static Look look(ProxyManager<String> buckets, Limit limit, String key) {
		try {
			var result = buckets.getProxy(limit.bucket(key), NoBucketException::raise)
				.asVerbose()
				.estimateAbilityToConsume(1);
			return new Look(result.getValue().getNanosToWaitForRefill(), missing(result));
		}
		catch (NoBucketException ex) {
			return Look.FULL;
		}
	}

	static Taken take(ProxyManager<String> buckets, Limit limit, String key) {
		Bucket bucket = bucket(buckets, limit, key);
		VerboseResult<ConsumptionProbe> result = bucket.asVerbose().tryConsumeAndReturnRemaining(1);
		return new Taken(new BucketToken(bucket, missing(result)), result.getValue());
	}

	static void fill(ProxyManager<String> buckets, Limit limit, String key) {
		bucket(buckets, limit, key).reset();
	}

	private static Bucket bucket(ProxyManager<String> buckets, Limit limit, String key) {
		return buckets.getProxy(limit.bucket(key), limit::configuration);
	}

	private static long missing(VerboseResult<?> result) {
		Bandwidth[] bandwidths = result.getConfiguration().getBandwidths();
		int last = bandwidths.length - 1;
		return bandwidths[last].getCapacity() - result.getDiagnostics().getAvailableTokensPerEachBandwidth()[last];
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
	 * The state of a bucket.
	 *
	 * @param nanosToWait the time until a token is available, zero if one is available
	 * now
	 * @param missing the number of missing tokens
	 */
	record Look(long nanosToWait, long missing) {

		private static final Look FULL = new Look(0, 0);

		long requireToken(Limit limit) {
			if (this.nanosToWait > 0) {
				throw new RateLimitExceededException(limit.name(), this.nanosToWait);
			}
			return this.missing;
		}

	}

	/**
	 * The result of taking a token.
	 *
	 * @param token the token, to be ignored if the probe says that none was available
	 * @param probe the result of Bucket4j
	 */
	record Taken(BucketStore.Token token, ConsumptionProbe probe) {

		BucketStore.Token orElseThrow(Limit limit) {
			if (!this.probe.isConsumed()) {
				throw new RateLimitExceededException(limit.name(), this.probe.getNanosToWaitForRefill());
			}
			return this.token;
		}

	}

	/**
	 * Thrown instead of creating a bucket, without a stack trace, since most checks are
	 * those of buckets that do not exist.
	 */
	private static final class NoBucketException extends RuntimeException {

		NoBucketException() {
			super(null, null, false, false);
		}

		static BucketConfiguration raise() {
			throw new NoBucketException();
		}

	}

}
