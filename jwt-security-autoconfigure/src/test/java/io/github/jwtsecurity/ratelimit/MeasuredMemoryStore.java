package io.github.jwtsecurity.ratelimit;

import java.time.Duration;

/**
 * The store in memory, which has no server.
 */
final class MeasuredMemoryStore implements MeasuredStore {

	private final BucketStore buckets = new MemoryBucketStore(100_000, BucketTime.monotonic());

	@Override
	public BucketStore buckets() {
		return this.buckets;
	}

	@Override
	public long roundTrips() {
		return 0;
	}

	@Override
	public Duration processorTime() {
		return Duration.ZERO;
	}

	@Override
	public void close() {
		// There is no server.
	}

}
