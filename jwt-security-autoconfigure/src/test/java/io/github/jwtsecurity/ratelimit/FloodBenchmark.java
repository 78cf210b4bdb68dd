package io.github.jwtsecurity.ratelimit;

import java.util.concurrent.TimeUnit;

import io.github.jwtsecurity.HeapMemory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of 10,000,000 failing logins, each with a different email address and
 * network address: their memory, and the number of passwords that a concurrent attack on
 * one account can try.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class FloodBenchmark {

	private static final int LOGINS = 10_000_000;

	private static final int ATTACK_EVERY = 1_000;

	private static final long MEGABYTE = 1 << 20;

	/**
	 * Floods the default store with a stopped clock, so that no bucket is refilled.
	 */
	@Benchmark
	public Object flood(Outcome outcome) {
		BucketTime time = new TestTime().bucketTime();
		long before = HeapMemory.used();
		MemoryBucketStore store = new MemoryBucketStore(100_000, time);
		RateLimiter limiter = new RateLimiter(store, RateLimiter.Store.MEMORY,
				RateLimiterTests.properties("5/1m", "30/1m", "20/1h", "120/1m"), RateLimiterTests.LOCKOUT,
				RateLimiterTests.MAIL);
		for (int i = 0; i < LOGINS; i++) {
			limiter.login("user" + i + "@example.com", null, address(i)).begin();
			if (i % ATTACK_EVERY == 0) {
				outcome.triedPasswords += attack(limiter, LOGINS + i) ? 1 : 0;
			}
		}
		outcome.buckets = store.size();
		outcome.megabytes = (HeapMemory.used() - before) / MEGABYTE;
		return limiter;
	}

	private static boolean attack(RateLimiter limiter, int address) {
		try {
			limiter.login("attacked@example.com", null, address(address)).begin();
			return true;
		}
		catch (RateLimitExceededException ex) {
			return false;
		}
	}

	private static String address(int number) {
		return (number >> 24) + 11 + "." + (number >> 16) % 256 + "." + (number >> 8) % 256 + "." + number % 256;
	}

	/**
	 * The results that are reported with the time.
	 */
	@State(Scope.Thread)
	@AuxCounters(AuxCounters.Type.EVENTS)
	public static class Outcome {

		/** The number of passwords that the attack could try. */
		public long triedPasswords;

		/** The number of remaining buckets. */
		public long buckets;

		/** The heap of the buckets. */
		public long megabytes;

	}

}
