package io.github.jwtsecurity.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.ServerLoad;
import io.github.jwtsecurity.TestDatabase;
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

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A benchmark of many instances that read the ended sessions, and the state of the
 * sessions of recent requests, from one PostgreSQL server: the load of the server, and
 * the time until the instances know that a session was ended, with notifications or
 * without. Each instance has a {@link RevocationView} of its own, which is read with the
 * pauses of {@link SessionMaintenance}. The instances start one after the other within a
 * minute, so that their sweeps do not coincide, and are measured in the next minute.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class RevocationScaleBenchmark {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final int SESSIONS = 1_000_000;

	private static final int CONNECTIONS = 50;

	/** The limit of the ended sessions in memory, since all instances share one heap. */
	private static final int MAX_ENDED = 1_000;

	@Param({ "10", "100", "1000" })
	public int instances;

	/** The number of sessions with recent requests on each instance. */
	@Param({ "100", "1000" })
	public int watched;

	/** The number of sessions that are ended every second. */
	@Param("10")
	public int ended;

	/** The seconds until every instance must know an ended session. */
	@Param("5")
	public int delay;

	/** Whether each instance also has a connection for notifications. */
	@Param("false")
	public boolean notified;

	private final SimulatedReads reads = new SimulatedReads();

	private HikariDataSource pool;

	private TestDatabase database;

	private SessionProperties properties;

	private SessionRepository repository;

	private ScheduledExecutorService threads;

	private final List<RevocationListener> listeners = new ArrayList<>();

	/**
	 * Stores the sessions, including those that were ended in the last hour.
	 */
	@Setup
	public void create() {
		this.database = TestDatabase.postgresql().withTables();
		this.pool = this.database.pool();
		this.pool.setMaximumPoolSize(CONNECTIONS);
		this.properties = TestSessions.properties("revocation-delay=" + this.delay + "s");
		this.repository = new JdbcSessionRepository(this.pool, this.notified);
		JdbcClient jdbcClient = JdbcClient.create(this.pool);
		jdbcClient.sql("""
				INSERT INTO jwt_security_user (id, email, email_normalized, password_hash, created_at, enabled)
				SELECT 'user-' || n, n || '@example.com', n || '@example.com', '-', LOCALTIMESTAMP, TRUE
				FROM generate_series(0, :last) AS n
				""").param("last", SESSIONS - 1).update();
		jdbcClient
			.sql("""
					INSERT INTO jwt_security_session
						(id, user_id, created_at, last_used_at, expires_at, absolute_expires_at, token_hash, generation, ended_at)
					SELECT '00000000-0000-4000-8000-' || LPAD(CAST(n AS TEXT), 12, '0'), 'user-' || n % :sessions, now.utc,
						now.utc, COALESCE(past.utc, now.utc + INTERVAL '7 days'), now.utc + INTERVAL '30 days', MD5(n::TEXT), 0,
						past.utc
					FROM generate_series(0, :sessions + 3600 * :ended - 1) AS n, (SELECT NOW() AT TIME ZONE 'UTC' AS utc) AS now,
						LATERAL (SELECT CASE WHEN n >= :sessions
							THEN now.utc - (n - :sessions) * INTERVAL '1 second' / :ended END AS utc) AS past
					""")
			.param("sessions", SESSIONS)
			.param("ended", this.ended)
			.update();
		jdbcClient.sql("VACUUM ANALYZE jwt_security_user, jwt_security_session").update();
		this.threads = new ScheduledThreadPoolExecutor(CONNECTIONS);
	}

	@TearDown
	public void close() {
		this.listeners.parallelStream().forEach(RevocationListener::stop);
		this.threads.shutdownNow();
		this.pool.close();
	}

	@Benchmark
	public void poll(Outcome outcome) throws InterruptedException {
		Duration pause = this.properties.revocationDelay().dividedBy(2);
		Random random = new Random(1);
		for (int i = 0; i < this.instances; i++) {
			this.threads.scheduleWithFixedDelay(instance(random), random.nextLong(MINUTE.toMillis()), pause.toMillis(),
					TimeUnit.MILLISECONDS);
		}
		Thread.sleep(MINUTE.plusSeconds(5).toMillis());
		try (ServerLoad load = ServerLoad.of(this.pool)) {
			this.reads.begin();
			endSessions();
			this.reads.end();
			outcome.report(load.measure(), this.reads);
		}
	}

	/**
	 * Creates an instance, all of whose sessions have requests all the time.
	 */
	private Runnable instance(Random random) {
		Set<String> known = ConcurrentHashMap.newKeySet();
		SessionRepository counted = this.reads.of(this.repository, known);
		JdbcClient accounts = JdbcClient.create(this.pool);
		SessionWatch watch = new SessionWatch(counted, (ids) -> this.reads.unusableAccounts(accounts, ids),
				TestSessions::userId, this.watched);
		RevocationView view = new RevocationView(counted, watch, this.properties, TestSessions.LIFETIME,
				Clock.systemUTC(), new RevocationView.Limits(MAX_ENDED, MINUTE));
		List<UUID> ids = new ArrayList<>();
		random.ints(this.watched, 0, SESSIONS / 2).forEach((number) -> {
			ids.add(UUID.fromString(id(number)));
			watch.add(ids.get(ids.size() - 1), "user-" + number);
		});
		if (this.notified) {
			listen(view, known);
		}
		return () -> {
			ids.forEach(watch::find);
			view.refresh();
		};
	}

	private void listen(RevocationView view, Set<String> known) {
		RevocationListener listener = new RevocationListener(this.database.dataSource(), (id) -> {
			view.hints().add(id);
			this.reads.note(id, known);
		}, RevocationListener.INTERVAL);
		listener.start();
		this.listeners.add(listener);
	}

	private void endSessions() throws InterruptedException {
		Instant start = Instant.now();
		for (int i = 0; i < this.ended * MINUTE.toSeconds(); i++) {
			int number = SESSIONS - 1 - i;
			Instant now = Instant.now();
			this.reads.end(id(number), now);
			this.repository.end(id(number), "user-" + number, now);
			Duration rest = Duration.between(Instant.now(), start.plusMillis((i + 1) * 1_000L / this.ended));
			Thread.sleep(Math.max(0, rest.toMillis()));
		}
	}

	private static String id(int number) {
		return "00000000-0000-4000-8000-%012d".formatted(number);
	}

	/**
	 * The results that are reported with the time.
	 */
	@State(Scope.Thread)
	@AuxCounters(AuxCounters.Type.EVENTS)
	public static class Outcome {

		/** The statements of the instances in a second. */
		public double statements;

		/** The rows that they have read in a second. */
		public double rows;

		/** The processors that the server has used. */
		public double serverProcessors;

		/** The pages that the server has found in its memory in a second. */
		public double pages;

		/** The pages that it has not found there in a second. */
		public double pagesMissed;

		/** The scans of indexes in a second. */
		public double indexScans;

		/** The milliseconds until half of the instances know an ended session. */
		public double delay50;

		/** The time until 99 % of the instances know an ended session. */
		public double delay99;

		/** The longest time until an instance knows an ended session. */
		public double delayMax;

		void report(ServerLoad.Rates rates, SimulatedReads reads) {
			this.statements = reads.statements() / rates.seconds();
			this.rows = reads.rows() / rates.seconds();
			this.serverProcessors = rates.processors();
			this.pages = rates.pages();
			this.pagesMissed = rates.pagesMissed();
			this.indexScans = rates.indexScans();
			this.delay50 = reads.delay(0.5);
			this.delay99 = reads.delay(0.99);
			this.delayMax = reads.delay(1);
		}

	}

}
