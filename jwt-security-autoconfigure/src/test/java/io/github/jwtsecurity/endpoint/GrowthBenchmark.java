package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.jwtsecurity.token.AccessTokenIssuer;
import io.github.jwtsecurity.token.AccessTokenParameters;
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
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A benchmark of a request that reads the account, as a client measures it over HTTP, by
 * the number of users and the number of tokens, which are used equally often.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 50, time = 2)
@Measurement(iterations = 10, time = 2)
@Fork(1)
public class GrowthBenchmark {

	@Param({ "1", "1000000" })
	public int users;

	@Param({ "10", "100000" })
	public int tokens;

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private HttpRequest[] requests;

	private int next;

	@Setup
	public void fill(BenchmarkService service) {
		service.bean(JdbcClient.class).sql("""
				INSERT INTO jwt_security_user (id, email, email_normalized, password_hash, created_at, enabled)
				SELECT LPAD(CAST(n AS TEXT), 36, '0'), n || '@example.com', n || '@example.com', '-',
					TIMESTAMP '2026-01-01 00:00:00', true
				FROM generate_series(0, :last) AS n
				""").param("last", this.users - 1).update();
		service.bean(JdbcClient.class).sql("""
				INSERT INTO jwt_security_session
					(id, user_id, created_at, last_used_at, expires_at, absolute_expires_at, token_hash, generation)
				SELECT '00000000-0000-4000-8000-' || LPAD(CAST(n AS TEXT), 12, '0'),
					LPAD(CAST(MOD(n, :users) AS TEXT), 36, '0'), NOW(), NOW(), NOW() + INTERVAL '7' DAY,
					NOW() + INTERVAL '30' DAY, 'hash', 0
				FROM generate_series(0, :last) AS n
				""").param("users", this.users).param("last", this.tokens - 1).update();
		service.bean(JdbcClient.class).sql("ANALYZE jwt_security_user, jwt_security_session").update();
		AccessTokenIssuer issuer = service.bean(AccessTokenIssuer.class);
		this.requests = new HttpRequest[this.tokens];
		for (int i = 0; i < this.tokens; i++) {
			int number = i % this.users;
			String userId = "%036d".formatted(number);
			String token = issuer
				.issue(AccessTokenParameters.of(userId, number + "@example.com", Duration.ofHours(24))
					.withSessionId("00000000-0000-4000-8000-%012d".formatted(i)))
				.getTokenValue();
			this.requests[i] = HttpRequest.newBuilder(URI.create(service.address() + "/api/auth/me"))
				.header("Authorization", "Bearer " + token)
				.build();
		}
	}

	@Benchmark
	public String me() throws IOException, InterruptedException {
		this.next = (this.next + 1) % this.requests.length;
		HttpResponse<String> response = this.client.send(this.requests[this.next], BodyHandlers.ofString());
		if (response.statusCode() != 200) {
			throw new IllegalStateException("Answered with " + response.statusCode());
		}
		return response.body();
	}

}
