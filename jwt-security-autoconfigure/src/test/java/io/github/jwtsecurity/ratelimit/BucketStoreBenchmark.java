package io.github.jwtsecurity.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import io.github.jwtsecurity.TestProperties;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of the buckets of logins in each store, by the number of threads: without
 * the hash of the password, and without the account. Redis must be installed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(1)
public class BucketStoreBenchmark {

	private static final Duration WARM_UP = Duration.ofSeconds(2);

	private static final Duration TIME = Duration.ofSeconds(4);

	private static final String UNLIMITED = "=1000000/1s";

	@Param
	public Store store;

	@Param
	public Logins logins;

	@Param({ "1", "8", "64" })
	public int threads;

	private final AtomicInteger number = new AtomicInteger();

	private MeasuredStore opened;

	private RateLimiter limiter;

	private ExecutorService executor;

	@Setup
	public void open() throws Exception {
		this.opened = this.store.opener.get();
		this.limiter = new RateLimiter(this.opened.buckets(), RateLimiter.Store.PROXY_MANAGER, this.logins.limits(),
				RateLimiterTests.LOCKOUT, RateLimiterTests.MAIL);
		for (int i = 0; i < 5; i++) {
			this.logins.of(this.limiter, i).begin();
		}
		this.executor = Executors.newFixedThreadPool(this.threads);
		repeat(WARM_UP);
	}

	@TearDown
	public void close() {
		this.executor.shutdownNow();
		this.opened.close();
	}

	@Benchmark
	public void logIn(Outcome outcome) throws Exception {
		Duration ofServer = this.opened.processorTime();
		Duration ofInstance = ofInstance();
		long roundTrips = this.opened.roundTrips();
		long start = System.nanoTime();
		long[] times = repeat(TIME);
		double seconds = (System.nanoTime() - start) / 1e9;
		outcome.perSecond = times.length / seconds;
		outcome.median = times[times.length / 2] / 1e3;
		outcome.p99 = times[times.length * 99 / 100] / 1e3;
		outcome.longest = times[times.length - 1] / 1e3;
		outcome.roundTrips = (double) (this.opened.roundTrips() - roundTrips) / times.length;
		outcome.serverMicros = micros(this.opened.processorTime().minus(ofServer)) / times.length;
		outcome.instanceMicros = micros(ofInstance().minus(ofInstance)) / times.length;
	}

	/**
	 * Logs in on all threads for some time.
	 * @return the sorted times of the logins in nanoseconds
	 */
	private long[] repeat(Duration time) throws InterruptedException, ExecutionException {
		long end = System.nanoTime() + time.toNanos();
		List<Future<long[]>> parts = new ArrayList<>();
		for (int i = 0; i < this.threads; i++) {
			parts.add(this.executor.submit(() -> repeatUntil(end)));
		}
		LongStream times = LongStream.empty();
		for (Future<long[]> part : parts) {
			times = LongStream.concat(times, Arrays.stream(part.get()));
		}
		return times.sorted().toArray();
	}

	private long[] repeatUntil(long end) {
		LongStream.Builder times = LongStream.builder();
		for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
			logIn(this.logins.of(this.limiter, this.number.incrementAndGet()));
			times.add(System.nanoTime() - start);
		}
		return times.build().toArray();
	}

	private void logIn(AttemptLimits limits) {
		try {
			limits.check();
			limits.begin().succeeded();
		}
		catch (RateLimitExceededException ex) {
			if (this.logins != Logins.REFUSED) {
				throw ex;
			}
		}
	}

	/**
	 * Returns the processor time of this process, without the servers that it has
	 * started.
	 */
	private static Duration ofInstance() {
		return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
	}

	private static double micros(Duration duration) {
		return duration.toNanos() / 1e3;
	}

	/**
	 * The store of the buckets, with a server of its own.
	 */
	public enum Store {

		/** The memory of this process. */
		MEMORY(MeasuredMemoryStore::new),

		/** PostgreSQL. */
		JDBC(MeasuredJdbcStore::new),

		/** Redis. */
		REDIS(MeasuredRedisStore::new);

		private final Supplier<MeasuredStore> opener;

		Store(Supplier<MeasuredStore> opener) {
			this.opener = opener;
		}

	}

	/**
	 * The accounts and addresses of the logins.
	 */
	public enum Logins {

		/** Each login is one to another account, from another address. */
		DIFFERENT(true, true),

		/** Each login is one to another account, all from one address. */
		ONE_ADDRESS(true, false),

		/** Each login is one from another address, all to one account. */
		ONE_ACCOUNT(false, true),

		/** Logins from different addresses to an account that has no attempts left. */
		REFUSED(false, true);

		private final boolean accounts;

		private final boolean addresses;

		Logins(boolean accounts, boolean addresses) {
			this.accounts = accounts;
			this.addresses = addresses;
		}

		RateLimitProperties limits() {
			return (this != REFUSED)
					? TestProperties.bind(RateLimitProperties.class, "login.per-account" + UNLIMITED,
							"login.per-address" + UNLIMITED, "login.total-per-account" + UNLIMITED,
							"login.total-per-address" + UNLIMITED)
					: TestProperties.bind(RateLimitProperties.class, "login.per-account=5/1d");
		}

		AttemptLimits of(RateLimiter limiter, int number) {
			String email = "user" + (this.accounts ? number : 0) + "@example.com";
			int address = this.addresses ? number : 0;
			return limiter.login(email, null,
					"10." + (address >> 16) % 256 + "." + (address >> 8) % 256 + "." + address % 256);
		}

	}

	/**
	 * The results that are reported with the time.
	 */
	@State(Scope.Thread)
	@AuxCounters(AuxCounters.Type.EVENTS)
	public static class Outcome {

		/** The logins in a second. */
		public double perSecond;

		/** The microseconds of half of the logins at most. */
		public double median;

		/** The microseconds of 99 % of the logins at most. */
		public double p99;

		/** The microseconds of the longest login. */
		public double longest;

		/** The requests to the server for a login. */
		public double roundTrips;

		/** The processor time of the server for a login, in microseconds. */
		public double serverMicros;

		/** The processor time of the instance for a login, in microseconds. */
		public double instanceMicros;

	}

}
