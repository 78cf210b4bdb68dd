package io.github.jwtsecurity.session;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.event.UnusableAccounts;
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

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * A benchmark of the sessions of recent requests, on PostgreSQL: the check of the access
 * token of one of them, and the read of their state, by their number.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SessionWatchBenchmark {

	@Param({ "1000", "10000", "100000" })
	public int sessions;

	private HikariDataSource pool;

	private RevocationView view;

	private Jwt[] tokens;

	private int next;

	@Setup
	public void create() {
		this.pool = TestDatabase.postgresql().withTables().pool();
		JdbcClient.create(this.pool).sql("""
				INSERT INTO jwt_security_session
					(id, user_id, created_at, last_used_at, expires_at, absolute_expires_at, token_hash, generation)
				SELECT '00000000-0000-4000-8000-' || LPAD(CAST(n AS TEXT), 12, '0'), 'user-' || n,
					TIMESTAMP '2026-01-01 00:00:00', TIMESTAMP '2026-01-01 00:00:00', TIMESTAMP '2027-01-01 00:00:00',
					TIMESTAMP '2027-01-01 00:00:00', 'hash', 0
				FROM generate_series(0, 999999) AS n
				""").update();
		JdbcClient.create(this.pool).sql("ANALYZE jwt_security_session").update();
		SessionRepository repository = new JdbcSessionRepository(this.pool);
		SessionWatch watch = new SessionWatch(repository, UnusableAccounts.NONE, TestSessions::userId, this.sessions);
		this.view = new RevocationView(repository, watch, TestSessions.properties(), TestSessions.LIFETIME,
				Clock.systemUTC());
		String[] ids = IntStream.range(0, this.sessions)
			.mapToObj("00000000-0000-4000-8000-%012d"::formatted)
			.toArray(String[]::new);
		Instant now = Instant.now();
		this.tokens = new Jwt[this.sessions];
		for (int i = 0; i < ids.length; i++) {
			watch.add(UUID.fromString(ids[i]), "user-" + i);
			this.tokens[i] = Jwt.withTokenValue("token")
				.header("alg", "HS256")
				.claim("sid", ids[i])
				.issuedAt(now)
				.expiresAt(now.plus(TestSessions.LIFETIME.lifetime()))
				.build();
		}
		this.view.refresh();
	}

	@TearDown
	public void close() {
		this.pool.close();
	}

	@Benchmark
	public boolean check() {
		this.next = (this.next + 1) % this.sessions;
		return this.view.isRevoked(this.tokens[this.next]);
	}

	/**
	 * Reads the state. All sessions are used meanwhile, since those without requests
	 * would be dropped.
	 */
	@Benchmark
	public int read() {
		for (Jwt token : this.tokens) {
			this.view.isRevoked(token);
		}
		this.view.refresh();
		return this.view.size();
	}

}
