package io.github.jwtsecurity.ratelimit;

import java.time.Duration;

/**
 * A store of buckets whose load is measured, for benchmarks.
 */
interface MeasuredStore extends AutoCloseable {

	/**
	 * Returns the buckets.
	 */
	BucketStore buckets();

	/**
	 * Returns the number of requests to the server so far, each of which is answered
	 * before the next one is sent.
	 */
	long roundTrips();

	/**
	 * Returns the processor time of the server so far.
	 */
	Duration processorTime();

	@Override
	void close();

}
