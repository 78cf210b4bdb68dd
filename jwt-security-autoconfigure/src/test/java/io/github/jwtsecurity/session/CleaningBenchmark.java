package io.github.jwtsecurity.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.TestDatabase;
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

/**
 * A benchmark of storing the session of a login, while 1,000,000 expired sessions are in
 * the table, and while they are deleted.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class CleaningBenchmark {

	private static final int SESSIONS = 1_000_000;

	@Param({ "postgresql", "mariadb" })
	public String database;

	@Param({ "false", "true" })
	public boolean cleaning;

	private HikariDataSource pool;

	private TestSessions sessions;

	private Thread cleaner;

	private volatile boolean running = true;

	@Setup
	public void create() {
		boolean postgres = this.database.equals("postgresql");
		this.pool = (postgres ? TestDatabase.postgresql() : TestDatabase.mariadb()).withTables().pool();
		JdbcClient.create(this.pool)
			.sql("""
					INSERT INTO jwt_security_session
						(id, user_id, created_at, last_used_at, expires_at, absolute_expires_at, token_hash, generation)
					SELECT CONCAT('expired-', n), CONCAT('user-', MOD(n, 1000)), TIMESTAMP '2020-01-01 00:00:00',
						TIMESTAMP '2020-01-01 00:00:00', TIMESTAMP '2020-01-08 00:00:00',
						TIMESTAMP '2020-01-08 00:00:00', 'hash', 0
					FROM %s
					""".formatted(postgres ? "generate_series(1, %d) AS n".formatted(SESSIONS)
					: "(SELECT seq AS n FROM seq_1_to_%d) AS numbers".formatted(SESSIONS)))
			.update();
		SessionRepository repository = new JdbcSessionRepository(this.pool);
		this.sessions = TestSessions.of(repository, Clock.systemUTC());
		this.cleaner = new Thread(() -> clean(new SessionCleaner(repository, Duration.ZERO, Clock.systemUTC())));
		if (this.cleaning) {
			this.cleaner.start();
		}
	}

	private void clean(SessionCleaner expired) {
		Instant start = Instant.now();
		boolean more = true;
		while (this.running && more) {
			more = expired.clean();
		}
		System.out.println("Deleted until " + Duration.between(start, Instant.now()) + ", of which are left "
				+ JdbcClient.create(this.pool)
					.sql("SELECT COUNT(*) FROM jwt_security_session WHERE id LIKE 'expired-%'")
					.query(Integer.class)
					.single());
	}

	@TearDown
	public void close() throws InterruptedException {
		this.running = false;
		this.cleaner.join();
		this.pool.close();
	}

	@Benchmark
	public NewSession store() {
		return this.sessions.start("alice");
	}

}
