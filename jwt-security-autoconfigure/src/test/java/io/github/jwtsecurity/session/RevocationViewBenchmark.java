package io.github.jwtsecurity.session;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import io.github.jwtsecurity.HeapMemory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * A benchmark of sessions that were ended within 24 hours at a constant rate: the heap
 * that they take, and how many of 1,000 requests query the repository. The access tokens
 * of the requests belong to live sessions, are valid for 24 hours, and are of all ages.
 * The repository generates the sessions, so that only the time of the view is measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class RevocationViewBenchmark {

	private static final int REQUESTS = 1_000;

	private static final long MEGABYTE = 1 << 20;

	private static final Duration DAY = TestSessions.LIFETIME.lifetime();

	@Param({ "100000", "500000", "1000000", "2000000", "5000000", "10000000" })
	public int ended;

	private final Instant now = Instant.now();

	private final AtomicInteger queries = new AtomicInteger();

	@Benchmark
	public Object read(Outcome outcome) {
		long before = HeapMemory.used();
		RevocationView view = new RevocationView(repository(), TestSessions.unawareWatch(), TestSessions.properties(),
				TestSessions.LIFETIME, Clock.systemUTC());
		view.refresh();
		outcome.megabytes = (HeapMemory.used() - before) / MEGABYTE;
		for (int i = 0; i < REQUESTS; i++) {
			if (view.isRevoked(accessToken(this.now.minus(DAY.multipliedBy(i).dividedBy(REQUESTS))))) {
				throw new IllegalStateException("A live session is reported as ended");
			}
		}
		outcome.queries = this.queries.get();
		return view;
	}

	private static Jwt accessToken(Instant issuedAt) {
		return Jwt.withTokenValue("token")
			.header("alg", "HS256")
			.claim("sid", UUID.randomUUID().toString())
			.issuedAt(issuedAt)
			.expiresAt(issuedAt.plus(DAY))
			.build();
	}

	private SessionRepository repository() {
		return (SessionRepository) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { SessionRepository.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("findEnded")) {
						return findEnded((Instant) arguments[0], (String) arguments[1], (int) arguments[2]);
					}
					this.queries.incrementAndGet();
					return null;
				});
	}

	/**
	 * Returns sessions of which no two were ended at the same time.
	 */
	private List<EndedSession> findEnded(Instant since, String afterId, int limit) {
		long interval = DAY.toNanos() / this.ended;
		Instant first = this.now.minusNanos(interval * this.ended);
		long from = since.isBefore(first) ? 0
				: Duration.between(first, since).toNanos() / interval + (afterId.isEmpty() ? 0 : 1);
		return LongStream.range(from, Math.min(from + limit, this.ended)).mapToObj((number) -> {
			SplittableRandom random = new SplittableRandom(number);
			Instant time = first.plusNanos(interval * number);
			return new EndedSession(new UUID(random.nextLong(), random.nextLong()).toString(), time, time);
		}).toList();
	}

	/**
	 * The results that are reported with the time.
	 */
	@State(Scope.Thread)
	@AuxCounters(AuxCounters.Type.EVENTS)
	public static class Outcome {

		/** The heap of the sessions. */
		public long megabytes;

		/** The number of queries of the requests. */
		public long queries;

	}

}
