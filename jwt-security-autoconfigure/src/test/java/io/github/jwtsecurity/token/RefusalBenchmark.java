package io.github.jwtsecurity.token;

import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;

import com.auth0.jwt.exceptions.JWTVerificationException;
import io.github.jwtsecurity.token.PeerDecoders.TokenDecoder;
import io.jsonwebtoken.JwtException;
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
 * A benchmark of refusing a token.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RefusalBenchmark {

	@Benchmark
	public Exception thisLibrary(BadTokens tokens) {
		return refuse(tokens.decoder::decode, tokens.bad);
	}

	@Benchmark
	public Exception springSecurity(BadTokens tokens) {
		return refuse(tokens.springSecurity, tokens.bad);
	}

	@Benchmark
	public Exception jjwt(BadTokens tokens) {
		return refuse(tokens.jjwt, tokens.bad);
	}

	@Benchmark
	public Exception javaJwt(BadTokens tokens) {
		return refuse(tokens.javaJwt, tokens.bad);
	}

	private static Exception refuse(TokenDecoder decoder, String token) {
		try {
			decoder.decode(token);
		}
		catch (org.springframework.security.oauth2.jwt.JwtException | JwtException | JWTVerificationException
				| IllegalArgumentException | GeneralSecurityException ex) {
			return ex;
		}
		throw new IllegalStateException("An invalid token is accepted");
	}

	/**
	 * The refused tokens.
	 */
	@State(Scope.Benchmark)
	public static class BadTokens extends DecodedTokens {

		@Param({ "garbage", "expired", "wrong signature" })
		public String kind;

		private String bad;

		private TokenDecoder springSecurity;

		private TokenDecoder jjwt;

		private TokenDecoder javaJwt;

		@Override
		String algorithm() {
			return "HS256";
		}

		@Override
		void createPeers() throws GeneralSecurityException {
			this.springSecurity = checked(PeerDecoders.springSecurity(this.key, algorithm()));
			this.jjwt = checked(PeerDecoders.jjwt(this.key));
			this.javaJwt = checked(PeerDecoders.javaJwt(this.key));
			String expired = SigningKeys.token(this.key, algorithm(), this.key.getKeyID(), SigningKeys.expiredClaims());
			this.bad = switch (this.kind) {
				case "garbage" -> "neither a token nor anything else";
				case "expired" -> expired;
				default -> first().substring(0, first().lastIndexOf('.')) + expired.substring(expired.lastIndexOf('.'));
			};
		}

	}

}
