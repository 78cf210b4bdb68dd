package io.github.jwtsecurity.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A time that stands still until it is advanced.
 */
final class TestTime {

	private final AtomicLong nanos = new AtomicLong(
			TimeUnit.SECONDS.toNanos(Instant.parse("2026-11-21T12:00:00Z").getEpochSecond()));

	BucketTime bucketTime() {
		return new BucketTime(this.nanos::get);
	}

	void advance(Duration duration) {
		this.nanos.addAndGet(duration.toNanos());
	}

}
