package io.github.jwtsecurity.ratelimit;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.bucket4j.TimeMeter;

/**
 * The time by which buckets fill.
 *
 * @param nanos counts it
 */
record BucketTime(LongSupplier nanos) implements TimeMeter {

	/**
	 * The time of a clock, the same for all instances.
	 */
	static BucketTime of(Clock clock) {
		return new BucketTime(() -> {
			Instant now = clock.instant();
			return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
		});
	}

	/**
	 * The time since something, which goes on evenly when the clock is set.
	 */
	static BucketTime monotonic() {
		return new BucketTime(System::nanoTime);
	}

	@Override
	public long currentTimeNanos() {
		return this.nanos.getAsLong();
	}

	/**
	 * Bucket4j demands it of every store, because most are shared.
	 */
	@Override
	public boolean isWallClockBased() {
		return true;
	}

}
