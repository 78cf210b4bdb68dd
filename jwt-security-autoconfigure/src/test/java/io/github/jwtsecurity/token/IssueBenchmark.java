package io.github.jwtsecurity.token;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import javax.crypto.SecretKey;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import io.github.jwtsecurity.TestTokens;
import io.jsonwebtoken.Jwts;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/**
 * A benchmark of issuing an access token with the claims of this library, with this
 * library and with alternatives. All use HS256.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class IssueBenchmark {

	private static final String EMAIL = "someone@example.com";

	private final String userId = UUID.randomUUID().toString();

	private final String sessionId = UUID.randomUUID().toString();

	private AnnotationConfigApplicationContext context;

	private AccessTokenIssuer issuer;

	private SecretKey key;

	private JwtEncoder encoder;

	private Algorithm algorithm;

	@Setup
	public void start() {
		this.context = new AnnotationConfigApplicationContext();
		TestPropertyValues.of("jwt-security.secret=" + TestTokens.SECRET).applyTo(this.context);
		this.context.register(TokenAutoConfiguration.class);
		this.context.refresh();
		this.issuer = this.context.getBean(AccessTokenIssuer.class);
		this.key = SigningKeys.secret().toSecretKey("HmacSHA256");
		this.encoder = NimbusJwtEncoder.withSecretKey(this.key).build();
		this.algorithm = Algorithm.HMAC256(this.key.getEncoded());
	}

	@TearDown
	public void stop() {
		this.context.close();
	}

	@Benchmark
	public String thisLibrary() {
		return this.issuer
			.issue(AccessTokenParameters.of(this.userId, EMAIL, Duration.ofHours(24)).withSessionId(this.sessionId))
			.getTokenValue();
	}

	@Benchmark
	public String springSecurity() {
		Instant now = now();
		JwtClaimsSet claims = JwtClaimsSet.builder()
			.subject(this.userId)
			.claim("user_id", this.userId)
			.claim("email", EMAIL)
			.issuedAt(now)
			.expiresAt(end(now))
			.id(UUID.randomUUID().toString())
			.claim("sid", this.sessionId)
			.build();
		JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).type("JWT").build();
		return this.encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
	}

	@Benchmark
	public String jjwt() {
		Instant now = now();
		return Jwts.builder()
			.header()
			.type("JWT")
			.and()
			.subject(this.userId)
			.claim("user_id", this.userId)
			.claim("email", EMAIL)
			.issuedAt(Date.from(now))
			.expiration(Date.from(end(now)))
			.id(UUID.randomUUID().toString())
			.claim("sid", this.sessionId)
			.signWith(this.key, Jwts.SIG.HS256)
			.compact();
	}

	@Benchmark
	public String javaJwt() {
		Instant now = now();
		return JWT.create()
			.withSubject(this.userId)
			.withClaim("user_id", this.userId)
			.withClaim("email", EMAIL)
			.withIssuedAt(now)
			.withExpiresAt(end(now))
			.withJWTId(UUID.randomUUID().toString())
			.withClaim("sid", this.sessionId)
			.sign(this.algorithm);
	}

	private static Instant now() {
		return Instant.now().truncatedTo(ChronoUnit.SECONDS);
	}

	private static Instant end(Instant now) {
		return now.plus(Duration.ofHours(24));
	}

}
