package io.github.jwtsecurity.token;

import java.util.concurrent.TimeUnit;

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

/**
 * A benchmark of decoding valid tokens of one issuer and of several, each of which has
 * signed as many of the tokens as the others.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class IssuersBenchmark {

	@Benchmark
	public Object repeated(Issuers tokens) {
		return tokens.decoder.decode(tokens.repeated());
	}

	@Benchmark
	public Object firstSeen(Issuers tokens) {
		return tokens.decoder.decode(tokens.next());
	}

	/**
	 * The numbers of issuers.
	 */
	@State(Scope.Benchmark)
	public static class Issuers extends DecodedTokens {

		@Param({ "1", "3", "20" })
		public int issuers;

		@Param({ "HS256", "EdDSA" })
		public String algorithm;

		@Override
		String algorithm() {
			return this.algorithm;
		}

		@Override
		int issuers() {
			return this.issuers;
		}

	}

}
