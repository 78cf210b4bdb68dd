package io.github.jwtsecurity.token;

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
 * A benchmark of 100,000 tokens in a cache with a capacity of 10,000: the number of
 * cached tokens, and the heap of each. There is one fork, since the counters of several
 * forks would be added up.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(1)
public class CacheMemoryBenchmark {

	private static final int TOKENS = 100_000;

	@Benchmark
	public Object fill(HmacTokens tokens, Outcome outcome) {
		for (int i = 0; i < TOKENS; i++) {
			tokens.decoder.decode(tokens.next());
		}
		VerifiedTokenCache cache = tokens.bean(VerifiedTokenCache.class);
		cache.tokens().cleanUp();
		long full = HeapMemory.used();
		outcome.entries = cache.tokens().asMap().size();
		cache.tokens().invalidateAll();
		outcome.bytesPerEntry = (full - HeapMemory.used()) / outcome.entries;
		return cache;
	}

	/**
	 * Tokens of the shared secret.
	 */
	@State(Scope.Benchmark)
	public static class HmacTokens extends DecodedTokens {

		@Override
		String algorithm() {
			return "HS256";
		}

	}

	/**
	 * The results that are reported with the time.
	 */
	@State(Scope.Thread)
	@AuxCounters(AuxCounters.Type.EVENTS)
	public static class Outcome {

		/** The number of cached tokens. */
		public long entries;

		/** The heap of each token. */
		public long bytesPerEntry;

	}

}
