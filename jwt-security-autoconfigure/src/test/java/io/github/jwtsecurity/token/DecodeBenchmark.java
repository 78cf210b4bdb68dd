package io.github.jwtsecurity.token;

import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;

import io.github.jwtsecurity.token.PeerDecoders.TokenDecoder;
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
 * A benchmark of decoding and verifying a valid token, with this library and with
 * alternatives. Except for the repeated token, the decoder has not seen the tokens
 * before.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DecodeBenchmark {

	@Benchmark
	public Object repeated(AnyKey tokens) {
		return tokens.decoder.decode(tokens.first());
	}

	@Benchmark
	public Object firstSeen(AnyKey tokens) {
		return tokens.decoder.decode(tokens.next());
	}

	@Benchmark
	public Object jjwt(AnyKey tokens) throws GeneralSecurityException {
		return tokens.jjwt.decode(tokens.next());
	}

	@Benchmark
	public Object signatureAlone(AnyKey tokens) throws GeneralSecurityException {
		return tokens.signatureAlone.decode(tokens.next());
	}

	@Benchmark
	public Object springSecurity(KnownKeys tokens) throws GeneralSecurityException {
		return tokens.springSecurity.decode(tokens.next());
	}

	@Benchmark
	public Object javaJwt(KnownKeys tokens) throws GeneralSecurityException {
		return tokens.javaJwt.decode(tokens.next());
	}

	/**
	 * The algorithms that all alternatives support.
	 */
	@State(Scope.Benchmark)
	public static class AnyKey extends DecodedTokens {

		@Param({ "HS256", "RS256", "ES256", "EdDSA" })
		public String algorithm;

		private TokenDecoder jjwt;

		private TokenDecoder signatureAlone;

		@Override
		String algorithm() {
			return this.algorithm;
		}

		@Override
		void createPeers() throws GeneralSecurityException {
			this.jjwt = checked(PeerDecoders.jjwt(this.key));
			this.signatureAlone = checked(PeerDecoders.signatureAlone(this.key, this.algorithm));
		}

	}

	/**
	 * The algorithms that alternatives without EdDSA support.
	 */
	@State(Scope.Benchmark)
	public static class KnownKeys extends DecodedTokens {

		@Param({ "HS256", "RS256", "ES256" })
		public String algorithm;

		private TokenDecoder springSecurity;

		private TokenDecoder javaJwt;

		@Override
		String algorithm() {
			return this.algorithm;
		}

		@Override
		void createPeers() throws GeneralSecurityException {
			this.springSecurity = checked(PeerDecoders.springSecurity(this.key, this.algorithm));
			this.javaJwt = checked(PeerDecoders.javaJwt(this.key));
		}

	}

}
