package io.github.jwtsecurity.ratelimit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.bucket4j.Bucket;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of the limits of a login in the memory of one instance, in comparison with
 * a single bucket of Bucket4j that need not be looked up.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RateLimiterBenchmark {

	private static final int ACCOUNTS = 1 << 16;

	private final RateLimiter limiter = new RateLimiter(new MemoryBucketStore(100_000, BucketTime.monotonic()),
			RateLimiter.Store.MEMORY, RateLimiterTests.properties("5/1m", "30/1m", "20/1h", "120/1m"),
			RateLimiterTests.LOCKOUT, RateLimiterTests.MAIL);

	private final Bucket bucket = Bucket.builder()
		.addLimit((limit) -> limit.capacity(1_000_000_000).refillGreedy(1_000_000_000, Duration.ofSeconds(1)))
		.build();

	private final String[] emails = new String[ACCOUNTS];

	private final String[] addresses = new String[ACCOUNTS];

	private int next;

	@Setup
	public void name() {
		for (int i = 0; i < ACCOUNTS; i++) {
			this.emails[i] = "user" + i + "@example.com";
			this.addresses[i] = "192.0." + i / 256 + "." + i % 256;
		}
	}

	/**
	 * Logs in with the right password, so that the taken tokens are returned.
	 */
	@Benchmark
	public Object logIn() {
		this.next = (this.next + 1) % ACCOUNTS;
		this.limiter.login(this.emails[this.next], null, this.addresses[this.next]).check();
		Attempt attempt = this.limiter.login(this.emails[this.next], null, this.addresses[this.next]).begin();
		attempt.succeeded();
		return attempt;
	}

	@Benchmark
	public boolean bareBucket() {
		return this.bucket.tryConsume(1);
	}

}
