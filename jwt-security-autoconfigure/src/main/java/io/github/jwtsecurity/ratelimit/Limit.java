package io.github.jwtsecurity.ratelimit;

import java.time.Duration;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConfigurationBuilder;

/**
 * A rate limit with a separate bucket for each key.
 *
 * @param name the name, for the log and for events
 * @param rate the rate, as it is configured
 * @param prefix the prefix of the names of the buckets. It contains the rate, so that a
 * changed rate starts new buckets: a bucket keeps the rate with which it was created
 * @param configuration the rate in the form of Bucket4j
 */
record Limit(String name, RateLimit rate, String prefix, BucketConfiguration configuration) {

	private static final String ADDRESS_SUFFIX = "per-address";

	private static final String PREFIX = "jwt-security:";

	private static final Duration HOUR = Duration.ofHours(1);

	static Limit of(String name, RateLimit rate) {
		return new Limit(name, rate, prefix(name, rate.toString()), rate(rate).build());
	}

	/**
	 * Returns a limit of failures that also counts the failures in a row. One failure in
	 * this count is removed every hour, so that the bucket is eventually full again.
	 * @param maximum the maximum number of failures in a row that are counted
	 */
	static Limit ofFailures(String name, RateLimit rate, int maximum) {
		return new Limit(name, rate, prefix(name, rate + "+" + maximum),
				rate(rate).addLimit((limit) -> limit.capacity(maximum).refillGreedy(1, HOUR)).build());
	}

	/**
	 * Returns a limit with a minimum time between two attempts.
	 * @param gap the minimum time
	 */
	static Limit ofMail(String name, RateLimit rate, Duration gap) {
		return new Limit(name, rate, prefix(name, rate + "+" + gap),
				rate(rate).addLimit((limit) -> limit.capacity(1).refillGreedy(1, gap)).build());
	}

	/**
	 * Returns a limit that allows one attempt after a minute, and each further attempt
	 * after about twice the previous wait, up to an hour.
	 */
	static Limit ofGrowingWait(String name, int steps) {
		ConfigurationBuilder configuration = BucketConfiguration.builder();
		for (int step = 1; step <= steps; step++) {
			int attempts = step;
			Duration sum = Duration.ofMinutes((1L << step) - 1);
			Duration refill = (sum.compareTo(HOUR) < 0) ? sum : HOUR;
			configuration.addLimit((limit) -> limit.capacity(attempts).refillGreedy(1, refill));
		}
		return new Limit(name, new RateLimit(1, HOUR), prefix(name, Integer.toString(steps)), configuration.build());
	}

	private static ConfigurationBuilder rate(RateLimit rate) {
		return BucketConfiguration.builder()
			.addLimit((limit) -> limit.capacity(rate.count()).refillGreedy(rate.count(), rate.period()));
	}

	private static String prefix(String name, String rate) {
		return PREFIX + name + ":" + rate + ":";
	}

	boolean isOfAddress() {
		return this.name.endsWith(ADDRESS_SUFFIX);
	}

	String bucket(String key) {
		return this.prefix + key;
	}

}
