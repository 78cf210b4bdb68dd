package io.github.jwtsecurity.ratelimit;

import java.time.Duration;

import io.github.bucket4j.BucketConfiguration;

/**
 * A limit, of which each key has a bucket of its own.
 *
 * @param name one of few
 * @param rate part of the names of the buckets: with another rate they begin anew,
 * instead of keeping the one that they were made with
 * @param configuration the rate as Bucket4j knows it
 */
record Limit(String name, RateLimit rate, BucketConfiguration configuration) {

	private static final String ACCOUNT_SUFFIX = ".per-account";

	private static final String PREFIX = "jwt-security:";

	static Limit of(String name, RateLimit rate) {
		Duration period = rate.period();
		return new Limit(name, rate,
				BucketConfiguration.builder()
					.addLimit((limit) -> limit.capacity(rate.count()).refillGreedy(rate.count(), period))
					.build());
	}

	boolean isOfAccount() {
		return this.name.endsWith(ACCOUNT_SUFFIX);
	}

	String bucket(String key) {
		return PREFIX + this.name + ":" + this.rate + ":" + key;
	}

}
