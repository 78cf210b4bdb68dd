package io.github.jwtsecurity.ratelimit;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.bucket4j.TimeMeter;

/**
 * The time by which buckets are refilled.
 *
 * @param nanos the source of the time in nanoseconds
 */
record BucketTime(LongSupplier nanos) implements TimeMeter {

	/**
	 * Creates the time of a clock, which is the same for all instances.
	 */
	static BucketTime of(Clock clock) {
		return new BucketTime(() -> {
			Instant now = clock.instant();
			return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
		});
	}

	/**
	 * Creates the time since an arbitrary origin, which is unaffected when the clock is
	 * set.
	 */
	static BucketTime monotonic() {
		return new BucketTime(System::nanoTime);
	}

	@Override
	public long currentTimeNanos() {
		return this.nanos.getAsLong();
	}

	/**
	 * Returns {@code true}, which Bucket4j requires of the time of every store, since
	 * most stores are shared.
	 */
	@Override
	public boolean isWallClockBased() {
		return true;
	}

}
